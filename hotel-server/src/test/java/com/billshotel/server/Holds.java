package com.billshotel.server;

import com.billshotel.proto.DecideHoldsRequest;
import com.billshotel.proto.HoldDecision;
import com.billshotel.proto.HoldDecision.Outcome;
import com.billshotel.proto.HoldRequest;
import com.billshotel.proto.HoldRequest.Action;
import com.billshotel.proto.HotelServiceGrpc.HotelServiceBlockingStub;
import java.util.ArrayList;
import java.util.List;

/** Builds and sends hold requests. */
final class Holds {
    static final long USER = 12_345;
    static final long RESERVED = 1_700_000_000;
    static final long CHECKIN = 1_700_604_800;

    private Holds() {}

    static HoldRequest hold(long reservationId, int hotelId) {
        return withContent(reservationId, hotelId, Action.HOLD);
    }

    /** A cancellation with the booking's content. */
    static HoldRequest fullRelease(long reservationId, int hotelId) {
        return withContent(reservationId, hotelId, Action.RELEASE);
    }

    /** A cancellation with only the required fields. */
    static HoldRequest release(long reservationId, int hotelId) {
        return HoldRequest.newBuilder()
                .setReservationId(reservationId)
                .setHotelId(hotelId)
                .setAction(Action.RELEASE)
                .build();
    }

    static DecideHoldsRequest batch(List<HoldRequest> requests) {
        return DecideHoldsRequest.newBuilder().addAllRequests(requests).build();
    }

    /** Sends one batch. */
    static List<HoldDecision> decide(HotelServiceBlockingStub hotels, List<HoldRequest> requests) {
        return hotels.decideHolds(batch(requests)).getDecisionsList();
    }

    static List<Outcome> outcomes(List<HoldDecision> decisions) {
        return decisions.stream().map(HoldDecision::getOutcome).toList();
    }

    static Outcome decideOne(HotelServiceBlockingStub hotels, HoldRequest request) {
        return decide(hotels, List.of(request)).get(0).getOutcome();
    }

    /** How the same requests may be delivered; the result must not depend on it. */
    enum Delivery {
        ONE_BY_ONE(1, false),
        ONE_BY_ONE_EACH_TWICE(2, false),
        IN_ONE_BATCH(1, true),
        IN_ONE_BATCH_EACH_TWICE(2, true);

        private final int times;
        private final boolean together;

        Delivery(int times, boolean together) {
            this.times = times;
            this.together = together;
        }

        /** Sends the requests and returns the decision on the last one. */
        HoldDecision send(HotelServiceBlockingStub hotels, HoldRequest... requests) {
            List<HoldRequest> all = new ArrayList<>();
            for (HoldRequest request : requests) {
                for (int i = 0; i < times; i++) {
                    all.add(request);
                }
            }
            HoldDecision last = HoldDecision.getDefaultInstance();
            for (List<HoldRequest> batch :
                    together ? List.of(all) : all.stream().map(List::of).toList()) {
                List<HoldDecision> decisions = decide(hotels, batch);
                last = decisions.get(decisions.size() - 1);
            }
            return last;
        }
    }

    private static HoldRequest withContent(long reservationId, int hotelId, Action action) {
        return HoldRequest.newBuilder()
                .setReservationId(reservationId)
                .setHotelId(hotelId)
                .setAction(action)
                .setUserId(USER)
                .setReservedDatetime(RESERVED)
                .setCheckinDatetime(CHECKIN)
                .build();
    }
}
