/** The edge to hotel-server: implements {@code RoomHolds} over gRPC. */
package com.billshotel.reserve.holds;
