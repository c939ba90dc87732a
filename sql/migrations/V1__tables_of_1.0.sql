-- So that a database of 1.0, and an empty one, have the same tables. init.sql says what they are for.
CREATE TABLE IF NOT EXISTS hotels (
  id              INT          NOT NULL,
  name            VARCHAR(255) NOT NULL,
  price_pernight  INT          NOT NULL,
  rooms_available INT          NOT NULL,
  decisions       BIGINT       NOT NULL DEFAULT 0 INVISIBLE,
  PRIMARY KEY (id),
  CONSTRAINT hotels_price CHECK (price_pernight >= 0),
  CONSTRAINT hotels_rooms CHECK (rooms_available >= 0)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE IF NOT EXISTS hotel_details (
  hotel_id   INT          NOT NULL,
  location   VARCHAR(255) NOT NULL DEFAULT '',
  facilities JSON         NOT NULL,
  PRIMARY KEY (hotel_id),
  CONSTRAINT hotel_details_hotel FOREIGN KEY (hotel_id) REFERENCES hotels (id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE IF NOT EXISTS room_holds (
  reservation_id    BIGINT NOT NULL,
  hotel_id          INT    NOT NULL,
  state             ENUM ('HELD', 'RELEASED', 'REFUSED') NOT NULL,
  user_id           BIGINT NULL,
  reserved_datetime BIGINT NULL,
  checkin_datetime  BIGINT NULL,
  decided_seq       BIGINT NOT NULL DEFAULT 0 INVISIBLE,
  released_seq      BIGINT NULL INVISIBLE,
  PRIMARY KEY (reservation_id),
  KEY room_holds_by_hotel (hotel_id),
  CONSTRAINT room_holds_hotel FOREIGN KEY (hotel_id) REFERENCES hotels (id)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE IF NOT EXISTS reserve_hotel (
  id                     BIGINT  NOT NULL,
  iscancel               BOOLEAN NOT NULL,
  hotelid                INT     NOT NULL,
  userid                 BIGINT  NULL,
  reserved_unix_datetime BIGINT  NULL,
  checkin_unix_datetime  BIGINT  NULL,
  PRIMARY KEY (id),
  CONSTRAINT reserve_hotel_hold FOREIGN KEY (id) REFERENCES room_holds (reservation_id)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE IF NOT EXISTS rejections (
  reservation_id    BIGINT      NOT NULL,
  hotel_id          INT         NOT NULL,
  user_id           BIGINT      NULL,
  reserved_datetime BIGINT      NULL,
  checkin_datetime  BIGINT      NULL,
  reason            VARCHAR(32) NOT NULL,
  rejected_at       DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  PRIMARY KEY (reservation_id),
  CONSTRAINT rejections_hold FOREIGN KEY (reservation_id) REFERENCES room_holds (reservation_id)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE IF NOT EXISTS dead_letters (
  message_id   VARCHAR(255)  NOT NULL,
  reason       VARCHAR(32)   NOT NULL,
  detail       VARCHAR(1024) NOT NULL,
  payload      MEDIUMBLOB    NOT NULL,
  attributes   JSON          NOT NULL,
  published_at DATETIME(3)   NOT NULL,
  stored_at    DATETIME(3)   NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  replayed_at  DATETIME(3)   NULL,
  PRIMARY KEY (message_id),
  KEY dead_letters_by_time (stored_at),
  KEY dead_letters_to_replay (replayed_at, stored_at)
) DEFAULT CHARSET = utf8mb4;
