package com.billshotel.server.rooms;

/**
 * A locked hotel's counts.
 *
 * @param rooms rooms left; null if unknown, as in a table of an older system
 * @param decisions decisions so far, and changes of the rooms; each takes the next number, which records their order
 */
record HotelCount(Integer rooms, long decisions) {
    /** Whether the rooms are known and fit into their column after the change. */
    boolean allows(int roomChange) {
        return roomChange == 0 || (rooms != null && (long) rooms + roomChange <= Integer.MAX_VALUE);
    }

    /** Whether no room is left. The count may be negative in a table from before the CHECK constraint. */
    boolean isFull() {
        return rooms != null && rooms <= 0;
    }

    /** The counts after one more decision. */
    HotelCount next(int roomChange) {
        return new HotelCount(rooms == null ? null : Integer.valueOf(rooms + roomChange), decisions + 1);
    }

    /** The counts after a change to this number of rooms. */
    HotelCount after(RoomChange change, int nowAvailable) {
        return new HotelCount(nowAvailable, Math.max(decisions, change.seq()));
    }
}
