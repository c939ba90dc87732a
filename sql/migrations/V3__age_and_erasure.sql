-- So that purge knows how old a row is, and forget can erase a user for good. MySQL maintains changed_at itself, also for services of the
-- version before; existing rows get the time of this migration. room_holds comes first: a hold is not younger than what refers to it.
-- Does nothing to a table that has the columns, because a migration that was interrupted runs again.
SET @statement = IF(
  EXISTS (SELECT * FROM information_schema.columns
          WHERE table_schema = DATABASE() AND table_name = 'room_holds' AND column_name = 'changed_at'),
  'DO 0',
  'ALTER TABLE room_holds
     ADD COLUMN changed_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3) INVISIBLE,
     ADD COLUMN forgotten BOOLEAN NOT NULL DEFAULT FALSE INVISIBLE');
PREPARE statement FROM @statement;
EXECUTE statement;

SET @statement = IF(
  EXISTS (SELECT * FROM information_schema.columns
          WHERE table_schema = DATABASE() AND table_name = 'reserve_hotel' AND column_name = 'changed_at'),
  'DO 0',
  'ALTER TABLE reserve_hotel
     ADD COLUMN changed_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3) INVISIBLE,
     ADD COLUMN forgotten BOOLEAN NOT NULL DEFAULT FALSE INVISIBLE');
PREPARE statement FROM @statement;
EXECUTE statement;

SET @statement = IF(
  EXISTS (SELECT * FROM information_schema.columns
          WHERE table_schema = DATABASE() AND table_name = 'rejections' AND column_name = 'changed_at'),
  'DO 0',
  'ALTER TABLE rejections
     ADD COLUMN changed_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3) INVISIBLE,
     ADD COLUMN forgotten BOOLEAN NOT NULL DEFAULT FALSE INVISIBLE');
PREPARE statement FROM @statement;
EXECUTE statement;
DEALLOCATE PREPARE statement;
