-- Each reservation gets the hold that hotel-server would have made, in the order of their ids. A reservation without a hotel is not
-- copied. Each statement leaves out what is there, because a migration that was interrupted runs again.
INSERT INTO hotels (id, name, price_pernight, rooms_available, decisions)
SELECT o.id, COALESCE(o.name, ''), COALESCE(o.price_pernight, 0), COALESCE(o.rooms_available, 0), COALESCE(counts.reservations, 0)
FROM original_hotels o
  LEFT JOIN (SELECT r.hotelid AS hotel, COUNT(*) AS reservations FROM original_reserve_hotel r GROUP BY r.hotelid) AS counts
    ON counts.hotel = o.id
WHERE o.id NOT IN (SELECT h.id FROM hotels h);

-- A cancellation releases no room: the original system never returned one. It is stored like one that arrives before its booking.
INSERT INTO room_holds (reservation_id, hotel_id, state, user_id, reserved_datetime, checkin_datetime, decided_seq)
SELECT r.id, r.hotelid, IF(r.iscancel, 'RELEASED', 'HELD'), r.userid, r.reserved_unix_datetime, r.checkin_unix_datetime,
  ROW_NUMBER() OVER (PARTITION BY r.hotelid ORDER BY r.id)
FROM original_reserve_hotel r
WHERE r.hotelid IN (SELECT h.id FROM hotels h) AND r.id NOT IN (SELECT d.reservation_id FROM room_holds d);

INSERT INTO reserve_hotel (id, iscancel, hotelid, userid, reserved_unix_datetime, checkin_unix_datetime)
SELECT d.reservation_id, d.state = 'RELEASED', d.hotel_id, d.user_id, d.reserved_datetime, d.checkin_datetime
FROM room_holds d JOIN original_reserve_hotel r ON r.id = d.reservation_id
WHERE d.reservation_id NOT IN (SELECT n.id FROM reserve_hotel n);
