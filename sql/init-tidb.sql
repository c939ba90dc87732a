-- Made of init.sql by bin/refresh-init-sql, for TiDB; docs/tidb.md says what differs. What it says of invisible columns is so on MySQL and
-- MariaDB only: here SELECT * shows all columns, and an INSERT by position needs all of them.
--
--   mysql -h HOST -P 4000 -u root hotel_db < sql/init-tidb.sql

-- Without it TiDB leaves out all CHECK constraints. It concerns all databases of the cluster.
SET GLOBAL tidb_enable_check_constraint = ON;

-- Bills Hotel's tables, for MySQL 8.4, MySQL 9.7 and MariaDB 11.4. Idempotent: leaves existing tables unchanged.
--
--   mysql -u root hotel_db < sql/init.sql
--
-- hotels, hotel_details, room_holds, room_changes and purged_decisions belong to hotel-server, reserve_hotel, rejections and dead_letters to reserve-client.

-- The versions of these tables, by which the services know whether they can use them; see migrations/. Services that need
-- compatible_from of the newest version, or a later one, can. Recorded here only if this file creates the tables.
CREATE TABLE IF NOT EXISTS schema_versions (
  version         INT NOT NULL,
  compatible_from INT NOT NULL,
  PRIMARY KEY (version)
);
INSERT IGNORE INTO schema_versions (version, compatible_from)
SELECT 5, 1 FROM DUAL WHERE NOT EXISTS (
  SELECT * FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name IN ('hotels', 'reserve_hotel'));

-- Exactly four visible columns: people insert by position (INSERT INTO hotels VALUES (0, "myhotel", 10000, 100)), and the row
-- that every booking of a hotel locks stays small. Id 0 is a valid hotel, so the key is not AUTO_INCREMENT. The invisible
-- column decisions, which SELECT * omits, is the sequence of the hotel's decisions; room_holds and room_changes store its values.
-- rooms_seen and decisions_seen are what hotel-server last wrote: other rooms at the same number of decisions were set with SQL.
CREATE TABLE IF NOT EXISTS hotels (
  id              INT          NOT NULL,
  name            VARCHAR(255) NOT NULL,
  price_pernight  INT          NOT NULL,
  rooms_available INT          NOT NULL,
  decisions       BIGINT       NOT NULL DEFAULT 0,
  rooms_seen      INT          NULL,
  decisions_seen  BIGINT       NULL,
  PRIMARY KEY (id), -- SelectHotels (GetHotel), LockHotels (DecideHolds), UpdateHotelRow (UpdateHotel)
  CONSTRAINT hotels_price CHECK (price_pernight >= 0),
  CONSTRAINT hotels_rooms CHECK (rooms_available >= 0) -- safety net: no code path violates it
) DEFAULT CHARSET = utf8mb4;

-- Further attributes of a hotel. A hotel without a row here has no location and no facilities.
CREATE TABLE IF NOT EXISTS hotel_details (
  hotel_id   INT          NOT NULL,
  location   VARCHAR(255) NOT NULL DEFAULT '',
  facilities JSON         NOT NULL, -- array of strings, in the client's order
  PRIMARY KEY (hotel_id), -- SelectHotels (GetHotel) joins on it
  CONSTRAINT hotel_details_hotel FOREIGN KEY (hotel_id) REFERENCES hotels (id) ON DELETE CASCADE,
  CONSTRAINT hotel_details_facilities CHECK (JSON_SCHEMA_VALID('{"type": "array", "items": {"type": "string"}}', facilities))
) DEFAULT CHARSET = utf8mb4;

-- One decision per reservation id, made once. It is kept until purge deletes it, which a hold that has a room never is. The only
-- transition is HELD to RELEASED, and NULL columns can only be filled in: a cancellation that arrives before its booking may lack the
-- user and the times.
-- decided_seq and released_seq are the positions in the hotel's sequence of decisions at which the room was held or refused,
-- and released. Replaying all decisions in that order must confirm each one and end at hotels.rooms_available.
-- In this table and the next two, changed_at is when the row was last changed, for purge: in UTC, or in the time zone of a session that
-- sets none. forgotten means that forget has erased the user for good. Both are invisible.
CREATE TABLE IF NOT EXISTS room_holds (
  reservation_id    BIGINT NOT NULL,
  hotel_id          INT    NOT NULL,
  state             ENUM ('HELD', 'RELEASED', 'REFUSED') NOT NULL,
  user_id           BIGINT NULL,
  reserved_datetime BIGINT NULL, -- Unix seconds
  checkin_datetime  BIGINT NULL, -- Unix seconds
  decided_seq       BIGINT NOT NULL DEFAULT 0,
  released_seq      BIGINT NULL, -- NULL: no room released (yet)
  changed_at        DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  forgotten         BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (reservation_id), -- SelectHolds, InsertHolds and UpdateHolds (DecideHolds)
  KEY room_holds_by_hotel (hotel_id), -- required by the foreign key below: DELETE FROM hotels checks for holds
  CONSTRAINT room_holds_hotel FOREIGN KEY (hotel_id) REFERENCES hotels (id)
) DEFAULT CHARSET = utf8mb4;

-- What administrators did to the rooms of a hotel: with the holds, each hotel's history. Rooms are a difference: their sum, minus the
-- holds that are HELD, is rooms_available. seq is a number in the hotel's sequence of decisions, or 0 for what it began with.
CREATE TABLE IF NOT EXISTS room_changes (
  hotel_id   INT         NOT NULL,
  seq        BIGINT      NOT NULL,
  rooms      BIGINT      NOT NULL,
  origin     ENUM ('API', 'SQL', 'MIGRATION') NOT NULL, -- CreateHotel and UpdateHotel; a statement; before there was this table
  changed_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), -- of SQL: when it was found
  PRIMARY KEY (hotel_id, seq), -- InsertRoomChanges
  CONSTRAINT room_changes_hotel FOREIGN KEY (hotel_id) REFERENCES hotels (id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4;

-- How many numbers of a hotel's sequence purge has deleted with their holds, and their sum: with it the audit still proves that no other
-- decision is missing.
CREATE TABLE IF NOT EXISTS purged_decisions (
  hotel_id INT            NOT NULL,
  numbers  BIGINT         NOT NULL,
  total    DECIMAL(40, 0) NOT NULL,
  PRIMARY KEY (hotel_id), -- HoldRetention
  CONSTRAINT purged_decisions_hotel FOREIGN KEY (hotel_id) REFERENCES hotels (id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4;

-- Reservations. iscancel only changes from 0 to 1. The foreign key references the hold rather than the hotel: a key to hotels
-- would take a shared lock on the hotel's row for each insert, and DecideHolds needs that row exclusively.
CREATE TABLE IF NOT EXISTS reserve_hotel (
  id                     BIGINT  NOT NULL,
  iscancel               BOOLEAN NOT NULL,
  hotelid                INT     NOT NULL,
  userid                 BIGINT  NULL, -- like both times: NULL until known, if a cancellation arrived first without it
  reserved_unix_datetime BIGINT  NULL,
  checkin_unix_datetime  BIGINT  NULL,
  changed_at             DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  forgotten              BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (id), -- UpsertReservations
  CONSTRAINT reserve_hotel_hold FOREIGN KEY (id) REFERENCES room_holds (reservation_id)
) DEFAULT CHARSET = utf8mb4;

-- Bookings refused for lack of rooms. A refused id stays refused; to try again, book under a new id.
CREATE TABLE IF NOT EXISTS rejections (
  reservation_id    BIGINT      NOT NULL,
  hotel_id          INT         NOT NULL,
  user_id           BIGINT      NULL,
  reserved_datetime BIGINT      NULL,
  checkin_datetime  BIGINT      NULL,
  reason            VARCHAR(32) NOT NULL, -- HOTEL_FULL
  rejected_at       DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  changed_at        DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  forgotten         BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (reservation_id), -- UpsertRejections
  CONSTRAINT rejections_hold FOREIGN KEY (reservation_id) REFERENCES room_holds (reservation_id)
) DEFAULT CHARSET = utf8mb4;

-- Messages that cannot be booked as they are. Stored unchanged, with the reason, to be fixed and replayed.
CREATE TABLE IF NOT EXISTS dead_letters (
  message_id   VARCHAR(255)  NOT NULL,
  reason       VARCHAR(32)   NOT NULL, -- MALFORMED, CONFLICT, HOTEL_NOT_FOUND or UNPROCESSABLE
  detail       VARCHAR(1024) NOT NULL, -- what is wrong and where
  payload      MEDIUMBLOB    NOT NULL,
  attributes   JSON          NOT NULL,
  published_at DATETIME(3)   NOT NULL, -- UTC
  stored_at    DATETIME(3)   NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  replayed_at  DATETIME(3)   NULL, -- UTC; when it was republished, under a new message id; NULL: not replayed
  PRIMARY KEY (message_id), -- InsertDeadLetters (idempotent by id), DeadLetterTable (show and replay by id)
  KEY dead_letters_by_time (stored_at), -- DeadLetterTable (list --all)
  KEY dead_letters_to_replay (replayed_at, stored_at) -- DeadLetterTable (list and replay --all) of unreplayed ones
) DEFAULT CHARSET = utf8mb4;
