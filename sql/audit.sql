-- Lists inconsistencies between holds, reservations and rejections, one per row; no rows means consistent. Run it while no
-- messages are being processed: a hold whose worker has not yet written its reservation is listed as inconsistent. So is one whose
-- reservation the worker's purge has deleted, or whose user only one of the two services has forgotten: run both first.
--
--   mysql -u root hotel_db < sql/audit.sql

-- Each hold is joined with its reservation once and reported with its first inconsistency: a single pass over millions of rows
-- instead of one per kind of inconsistency.

SELECT inconsistency, reservation_id, hotel_id
FROM (
  SELECT
    CASE
      WHEN h.state = 'HELD' AND r.id IS NULL THEN 'a held room without a reservation'
      WHEN h.state = 'RELEASED' AND r.id IS NULL THEN 'a released hold without a cancelled reservation'
      WHEN h.state = 'REFUSED' AND r.id IS NOT NULL THEN 'a reservation whose hold was refused'
      WHEN h.state = 'HELD' AND r.iscancel THEN 'a cancelled reservation that still holds a room'
      WHEN h.state = 'RELEASED' AND NOT r.iscancel THEN 'a valid reservation whose room was released'
      WHEN r.id IS NOT NULL AND NOT (r.hotelid = h.hotel_id
        AND r.userid <=> h.user_id
        AND r.reserved_unix_datetime <=> h.reserved_datetime
        AND r.checkin_unix_datetime <=> h.checkin_datetime) THEN 'a reservation that differs from its hold'
    END AS inconsistency,
    h.reservation_id AS reservation_id,
    COALESCE(r.hotelid, h.hotel_id) AS hotel_id
  FROM room_holds h LEFT JOIN reserve_hotel r ON r.id = h.reservation_id
) AS holds
WHERE inconsistency IS NOT NULL
UNION ALL
SELECT 'a reservation without a hold', r.id, r.hotelid
FROM reserve_hotel r LEFT JOIN room_holds h ON h.reservation_id = r.id
WHERE h.reservation_id IS NULL
UNION ALL
SELECT 'a refused hold without a rejection', h.reservation_id, h.hotel_id
FROM room_holds h LEFT JOIN rejections j ON j.reservation_id = h.reservation_id
WHERE h.state = 'REFUSED' AND j.reservation_id IS NULL
UNION ALL
SELECT 'a rejection without a refused hold', j.reservation_id, j.hotel_id
FROM rejections j LEFT JOIN room_holds h ON h.reservation_id = j.reservation_id AND h.state = 'REFUSED'
WHERE h.reservation_id IS NULL
UNION ALL
SELECT 'a rejection that differs from its hold', j.reservation_id, j.hotel_id
FROM rejections j JOIN room_holds h ON h.reservation_id = j.reservation_id
WHERE h.state = 'REFUSED' AND NOT (j.hotel_id = h.hotel_id
  AND j.user_id <=> h.user_id
  AND j.reserved_datetime <=> h.reserved_datetime
  AND j.checkin_datetime <=> h.checkin_datetime)
UNION ALL
SELECT 'a negative number of available rooms', NULL, o.id
FROM hotels o
WHERE o.rooms_available < 0
ORDER BY inconsistency, reservation_id, hotel_id;
