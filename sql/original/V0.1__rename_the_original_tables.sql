-- The new tables need their names. Where init.sql was applied to an original database, new tables exist beside them, empty, with foreign
-- keys to them. Does nothing if it is done, because a migration that was interrupted runs again.
SET @done = EXISTS (SELECT * FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'original_hotels');

SET @statement = IF(@done, 'DO 0', 'DROP TABLE IF EXISTS rejections, hotel_details, room_holds, room_changes, purged_decisions, schema_versions');
PREPARE statement FROM @statement;
EXECUTE statement;

SET @statement = IF(@done, 'DO 0', 'RENAME TABLE hotels TO original_hotels, reserve_hotel TO original_reserve_hotel');
PREPARE statement FROM @statement;
EXECUTE statement;
DEALLOCATE PREPARE statement;
