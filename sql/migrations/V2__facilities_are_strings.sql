-- So that a row edited by hand cannot make its hotel unreadable. Does nothing if the constraint exists, because a migration that was
-- interrupted runs again, and MySQL has no ADD CONSTRAINT IF NOT EXISTS.
SET @statement = IF(
  EXISTS (SELECT * FROM information_schema.check_constraints
          WHERE constraint_schema = DATABASE() AND constraint_name = 'hotel_details_facilities'),
  'DO 0',
  'ALTER TABLE hotel_details ADD CONSTRAINT hotel_details_facilities
     CHECK (JSON_SCHEMA_VALID(''{"type": "array", "items": {"type": "string"}}'', facilities))');
PREPARE statement FROM @statement;
EXECUTE statement;
DEALLOCATE PREPARE statement;
