/** The edge to hotel-server: {@code RoomHolds} over gRPC. */
package com.billshotel.reserve.holds;
