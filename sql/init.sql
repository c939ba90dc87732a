-- Bills Hotel's tables, on MySQL 8.4 and 9.7 and on MariaDB 11.4. Runs any number of times; changes nothing that exists.
--
--   mysql -u root hotel_db < sql/init.sql
--
-- hotels and room_holds belong to hotel-server, the other tables to reserve-client.

-- Four columns to be seen and no more: people insert by position (INSERT INTO hotels VALUES (0, "myhotel", 10000, 100)), and
-- the row that every booking of a hotel locks stays small. Id 0 is a hotel like any other, so the key does not count up by
-- itself. The invisible column, which SELECT * leaves out, numbers the hotel's decisions: its holds keep the numbers.
CREATE TABLE IF NOT EXISTS hotels (
  id              INT          NOT NULL,
  name            VARCHAR(255) NOT NULL,
  price_pernight  INT          NOT NULL,
  rooms_available INT          NOT NULL,
  decisions       BIGINT       NOT NULL DEFAULT 0 INVISIBLE,
  PRIMARY KEY (id), -- GetHotel; the lock that each booking takes
  CONSTRAINT hotels_price CHECK (price_pernight >= 0),
  CONSTRAINT hotels_rooms CHECK (rooms_available >= 0) -- the last line of defence: no code path comes near it
) DEFAULT CHARSET = utf8mb4;

-- What a hotel says about itself beyond the four columns. A hotel without a row here has no location and no facilities.
CREATE TABLE IF NOT EXISTS hotel_details (
  hotel_id   INT          NOT NULL,
  location   VARCHAR(255) NOT NULL DEFAULT '',
  facilities JSON         NOT NULL, -- an array of strings, in the order given
  PRIMARY KEY (hotel_id), -- GetHotel, joined
  CONSTRAINT hotel_details_hotel FOREIGN KEY (hotel_id) REFERENCES hotels (id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4;

-- One decision per reservation id, made once and kept for ever. A row only moves from HELD to RELEASED, and its unknown
-- columns only become known: those of a cancellation that came before its booking and did not name the guest.
-- decided_seq and released_seq say where in the hotel's order of decisions the room was given or refused, and given back:
-- whoever replays them in that order must find each decision right and arrive at hotels.rooms_available.
CREATE TABLE IF NOT EXISTS room_holds (
  reservation_id    BIGINT NOT NULL,
  hotel_id          INT    NOT NULL,
  state             ENUM ('HELD', 'RELEASED', 'REFUSED') NOT NULL,
  user_id           BIGINT NULL,
  reserved_datetime BIGINT NULL, -- Unix seconds
  checkin_datetime  BIGINT NULL, -- Unix seconds
  decided_seq       BIGINT NOT NULL DEFAULT 0 INVISIBLE,
  released_seq      BIGINT NULL INVISIBLE, -- NULL: there was no room to give back, or not yet
  PRIMARY KEY (reservation_id), -- DecideHolds reads and writes by id
  KEY room_holds_by_hotel (hotel_id), -- the foreign key below: whether a hotel may be deleted
  CONSTRAINT room_holds_hotel FOREIGN KEY (hotel_id) REFERENCES hotels (id)
) DEFAULT CHARSET = utf8mb4;

-- The reservations. iscancel only rises. The foreign key goes to the hold and not to the hotel: a key to hotels would make
-- each insert lock the hotel's row, which is the one row that DecideHolds needs to itself.
CREATE TABLE IF NOT EXISTS reserve_hotel (
  id                     BIGINT  NOT NULL,
  iscancel               BOOLEAN NOT NULL,
  hotelid                INT     NOT NULL,
  userid                 BIGINT  NULL, -- this and the times: NULL while only a cancellation without them has come
  reserved_unix_datetime BIGINT  NULL,
  checkin_unix_datetime  BIGINT  NULL,
  PRIMARY KEY (id), -- the worker's upsert
  CONSTRAINT reserve_hotel_hold FOREIGN KEY (id) REFERENCES room_holds (reservation_id)
) DEFAULT CHARSET = utf8mb4;

-- Bookings that found no room. A refused id stays refused; the guest books again under a new one.
CREATE TABLE IF NOT EXISTS rejections (
  reservation_id    BIGINT      NOT NULL,
  hotel_id          INT         NOT NULL,
  user_id           BIGINT      NULL,
  reserved_datetime BIGINT      NULL,
  checkin_datetime  BIGINT      NULL,
  reason            VARCHAR(32) NOT NULL, -- HOTEL_FULL
  rejected_at       DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  PRIMARY KEY (reservation_id), -- the worker's upsert
  CONSTRAINT rejections_hold FOREIGN KEY (reservation_id) REFERENCES room_holds (reservation_id)
) DEFAULT CHARSET = utf8mb4;

-- Messages that cannot become a reservation as they are: kept whole, with the reason, to be mended and replayed.
CREATE TABLE IF NOT EXISTS dead_letters (
  message_id   VARCHAR(255)  NOT NULL,
  reason       VARCHAR(32)   NOT NULL, -- MALFORMED, CONFLICT or HOTEL_NOT_FOUND
  detail       VARCHAR(1024) NOT NULL, -- what is wrong, and where
  payload      MEDIUMBLOB    NOT NULL,
  attributes   JSON          NOT NULL,
  published_at DATETIME(3)   NOT NULL, -- UTC
  stored_at    DATETIME(3)   NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  replayed_at  DATETIME(3)   NULL, -- UTC; when Pub/Sub had it again, under another message id; NULL: not yet
  PRIMARY KEY (message_id), -- the worker's insert, idempotent by message; dead-letters show, replay
  KEY dead_letters_by_time (stored_at), -- dead-letters list --all: what came in last
  KEY dead_letters_to_replay (replayed_at, stored_at) -- dead-letters list, replay --all: of those not yet replayed
) DEFAULT CHARSET = utf8mb4;
