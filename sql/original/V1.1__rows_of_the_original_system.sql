-- Each reservation gets the hold that our hotel-server would have made, in the order of their ids. A reservation without a hotel stays
-- where it is. Each statement leaves out what is there, because a migration that was interrupted runs again.
INSERT INTO hotels (id, name, price_pernight, rooms_available, decisions)
SELECT id, COALESCE(name, ''), COALESCE(price_pernight, 0), COALESCE(rooms_available, 0), COALESCE(reservations, 0)
FROM original_hotels
  LEFT JOIN (SELECT hotelid, COUNT(*) AS reservations FROM original_reserve_hotel GROUP BY hotelid) AS counts ON hotelid = id
WHERE id NOT IN (SELECT id FROM hotels);

-- A cancellation releases no room: the original system never returned one. Like one that arrives before its booking.
INSERT INTO room_holds (reservation_id, hotel_id, state, user_id, reserved_datetime, checkin_datetime, decided_seq)
SELECT id, hotelid, IF(iscancel, 'RELEASED', 'HELD'), userid, reserved_unix_datetime, checkin_unix_datetime,
  ROW_NUMBER() OVER (PARTITION BY hotelid ORDER BY id)
FROM original_reserve_hotel
WHERE hotelid IN (SELECT id FROM hotels) AND id NOT IN (SELECT reservation_id FROM room_holds);

INSERT INTO reserve_hotel (id, iscancel, hotelid, userid, reserved_unix_datetime, checkin_unix_datetime)
SELECT reservation_id, state = 'RELEASED', hotel_id, user_id, reserved_datetime, checkin_datetime
FROM room_holds JOIN original_reserve_hotel ON original_reserve_hotel.id = reservation_id
WHERE reservation_id NOT IN (SELECT id FROM reserve_hotel);
