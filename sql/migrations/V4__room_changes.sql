-- So that the rooms of a hotel can be audited: what was set minus what is held is available. Does nothing that is done, because a migration
-- that was interrupted runs again, and MySQL has no ADD COLUMN IF NOT EXISTS.
SET @statement = IF(
  EXISTS (SELECT * FROM information_schema.columns
          WHERE table_schema = DATABASE() AND table_name = 'hotels' AND column_name = 'rooms_seen'),
  'DO 0',
  'ALTER TABLE hotels ADD COLUMN rooms_seen INT NULL INVISIBLE, ADD COLUMN decisions_seen BIGINT NULL INVISIBLE');
PREPARE statement FROM @statement;
EXECUTE statement;
DEALLOCATE PREPARE statement;

CREATE TABLE IF NOT EXISTS room_changes (
  hotel_id   INT         NOT NULL,
  seq        BIGINT      NOT NULL,
  rooms      BIGINT      NOT NULL,
  origin     ENUM ('API', 'SQL', 'MIGRATION') NOT NULL,
  changed_at DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  PRIMARY KEY (hotel_id, seq),
  CONSTRAINT room_changes_hotel FOREIGN KEY (hotel_id) REFERENCES hotels (id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4;

-- What a hotel began with is what it has and what is held. Read without locks, so that bookings go on; a hotel without decisions gets its
-- row with the first one.
SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED;
INSERT IGNORE INTO room_changes (hotel_id, seq, rooms, origin)
SELECT h.id, 0, h.rooms_available + COALESCE(d.held, 0), 'MIGRATION'
FROM hotels h
  LEFT JOIN (
    SELECT r.hotel_id AS hotel, COUNT(*) AS held
    FROM room_holds r IGNORE INDEX FOR GROUP BY (room_holds_by_hotel) -- which would fetch each hold on its own
    WHERE r.state = 'HELD'
    GROUP BY r.hotel_id) AS d ON d.hotel = h.id
WHERE h.decisions > 0 AND h.decisions_seen IS NULL AND h.rooms_available IS NOT NULL;

INSERT IGNORE INTO schema_versions (version, compatible_from) VALUES (4, 1);
