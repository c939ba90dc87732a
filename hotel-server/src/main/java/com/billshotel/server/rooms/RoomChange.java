package com.billshotel.server.rooms;

/**
 * A row of room_changes: an administrator's change of a hotel's rooms. A hotel's changes add up to its rooms, of which some are held
 * and the others available.
 *
 * @param seq position in the hotel's sequence of decisions, or {@link #BEGIN}
 * @param rooms how many more, or fewer if negative
 */
record RoomChange(int hotelId, long seq, long rooms, Origin origin) {
    /** The position of the rooms with which a hotel begins: before all decisions. */
    static final long BEGIN = 0;

    /** How an administrator changed them; stored by name. */
    enum Origin {
        /** CreateHotel or UpdateHotel. */
        API,
        /** An SQL statement, found at the next decision. */
        SQL
    }
}
