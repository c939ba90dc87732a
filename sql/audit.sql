-- One row for each inconsistency between holds and reservations; none when all is well. Run it while no message is in
-- hand: a hold whose worker has not yet written its row shows up here until it has.
--
--   mysql -u root hotel_db < sql/audit.sql

SELECT 'a held room without a reservation' AS inconsistency, h.reservation_id AS reservation_id, h.hotel_id AS hotel_id
FROM room_holds h LEFT JOIN reserve_hotel r ON r.id = h.reservation_id
WHERE h.state = 'HELD' AND r.id IS NULL
UNION ALL
SELECT 'a released hold without a cancelled reservation', h.reservation_id, h.hotel_id
FROM room_holds h LEFT JOIN reserve_hotel r ON r.id = h.reservation_id
WHERE h.state = 'RELEASED' AND r.id IS NULL
UNION ALL
SELECT 'a refused hold without a rejection', h.reservation_id, h.hotel_id
FROM room_holds h LEFT JOIN rejections j ON j.reservation_id = h.reservation_id
WHERE h.state = 'REFUSED' AND j.reservation_id IS NULL
UNION ALL
SELECT 'a reservation without a hold', r.id, r.hotelid
FROM reserve_hotel r LEFT JOIN room_holds h ON h.reservation_id = r.id
WHERE h.reservation_id IS NULL
UNION ALL
SELECT 'a cancelled reservation that still holds a room', r.id, r.hotelid
FROM reserve_hotel r JOIN room_holds h ON h.reservation_id = r.id
WHERE r.iscancel AND h.state = 'HELD'
UNION ALL
SELECT 'a valid reservation whose room was released', r.id, r.hotelid
FROM reserve_hotel r JOIN room_holds h ON h.reservation_id = r.id
WHERE NOT r.iscancel AND h.state = 'RELEASED'
UNION ALL
SELECT 'a reservation whose hold was refused', r.id, r.hotelid
FROM reserve_hotel r JOIN room_holds h ON h.reservation_id = r.id
WHERE h.state = 'REFUSED'
UNION ALL
SELECT 'a reservation that says something else than its hold', r.id, r.hotelid
FROM reserve_hotel r JOIN room_holds h ON h.reservation_id = r.id
WHERE NOT (r.hotelid = h.hotel_id
  AND r.userid <=> h.user_id
  AND r.reserved_unix_datetime <=> h.reserved_datetime
  AND r.checkin_unix_datetime <=> h.checkin_datetime)
UNION ALL
SELECT 'a rejection without a refused hold', j.reservation_id, j.hotel_id
FROM rejections j LEFT JOIN room_holds h ON h.reservation_id = j.reservation_id AND h.state = 'REFUSED'
WHERE h.reservation_id IS NULL
UNION ALL
SELECT 'a rejection that says something else than its hold', j.reservation_id, j.hotel_id
FROM rejections j JOIN room_holds h ON h.reservation_id = j.reservation_id
WHERE h.state = 'REFUSED' AND NOT (j.hotel_id = h.hotel_id
  AND j.user_id <=> h.user_id
  AND j.reserved_datetime <=> h.reserved_datetime
  AND j.checkin_datetime <=> h.checkin_datetime)
UNION ALL
SELECT 'fewer than no rooms', NULL, o.id
FROM hotels o
WHERE o.rooms_available < 0
ORDER BY inconsistency, reservation_id, hotel_id;
