-- So that purge knows how old a row is and leaves behind what the audit needs, and forget can erase a user for good. MySQL maintains changed_at itself, also for services of the
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

CREATE TABLE IF NOT EXISTS purged_decisions (
  hotel_id INT            NOT NULL,
  numbers  BIGINT         NOT NULL,
  total    DECIMAL(40, 0) NOT NULL,
  PRIMARY KEY (hotel_id),
  CONSTRAINT purged_decisions_hotel FOREIGN KEY (hotel_id) REFERENCES hotels (id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4;

INSERT IGNORE INTO schema_versions (version, compatible_from) VALUES (5, 1);
