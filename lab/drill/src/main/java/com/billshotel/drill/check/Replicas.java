package com.billshotel.drill.check;

import com.billshotel.drill.check.Violation.Kind;
import com.billshotel.local.parts.HotelDatabase;
import java.sql.SQLException;
import java.util.List;

/** Compares the replicas of a group with its primary: whichever is the next primary must have every booking. */
public final class Replicas {
    private static final String EXECUTED = "SELECT @@global.gtid_executed";
    private static final String AWAIT = "SELECT WAIT_FOR_EXECUTED_GTID_SET('%s', 60)";
    private static final String CHECKSUMS =
            "CHECKSUM TABLE hotels, hotel_details, room_holds, room_changes, purged_decisions,"
                    + " reserve_hotel, rejections, dead_letters";

    private Replicas() {}

    /** Adds a violation for each replica that differs; nothing may be written meanwhile. */
    public static void check(HotelDatabase primary, List<HotelDatabase> replicas, Findings findings)
            throws SQLException {
        for (HotelDatabase replica : replicas) {
            String executed = primary.rows(EXECUTED).get(0).get(0);
            replica.rows(String.format(AWAIT, executed.replace("\n", "")));
            if (!replica.rows(CHECKSUMS).equals(primary.rows(CHECKSUMS))
                    || !replica.rows(EXECUTED).equals(primary.rows(EXECUTED))) {
                findings.add(Kind.LOST, null, "a replica differs from the primary: %s", replica.rows(CHECKSUMS));
            }
        }
    }
}
