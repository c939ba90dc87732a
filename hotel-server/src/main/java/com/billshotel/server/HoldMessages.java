package com.billshotel.server;

import com.billshotel.proto.DecideHoldsRequest;
import com.billshotel.proto.DecideHoldsResponse;
import com.billshotel.proto.HoldDecision;
import com.billshotel.proto.HoldRequest;
import com.billshotel.server.rooms.RoomDecision;
import com.billshotel.server.rooms.RoomRequest;
import java.util.ArrayList;
import java.util.List;

/** Validates hold messages and translates them to and from the ledger's types. */
final class HoldMessages {
    private static final int MAX_REQUESTS = 1_000;

    private HoldMessages() {}

    static List<RoomRequest> requests(DecideHoldsRequest batch) {
        int size = batch.getRequestsCount();
        Violations violations = new Violations();
        if (size > MAX_REQUESTS) {
            violations.add("requests", size + " items long", "at most " + MAX_REQUESTS);
        }
        for (int i = 0; i < size; i++) {
            violations.inRequest(i);
            check(batch.getRequests(i), violations);
        }
        violations.throwIfAny();
        List<RoomRequest> requests = new ArrayList<>(size);
        batch.getRequestsList().forEach(request -> requests.add(roomRequest(request)));
        return requests;
    }

    static DecideHoldsResponse response(List<RoomDecision> decisions) {
        DecideHoldsResponse.Builder response = DecideHoldsResponse.newBuilder();
        decisions.forEach(decision -> response.addDecisionsBuilder()
                .setReservationId(decision.reservationId())
                .setOutcome(outcome(decision.outcome()))
                .setConflictingField(decision.conflictingField()));
        return response.build();
    }

    private static void check(HoldRequest request, Violations violations) {
        violations.checkRange("reservation_id", request.getReservationId(), 0, Long.MAX_VALUE);
        violations.checkRange("hotel_id", request.getHotelId(), 0, Integer.MAX_VALUE);
        boolean isHold = request.getAction() == HoldRequest.Action.HOLD;
        if (!isHold && request.getAction() != HoldRequest.Action.RELEASE) {
            violations.add("action", Integer.toString(request.getActionValue()), "HOLD (1) or RELEASE (2)");
        }
        check("user_id", request.hasUserId(), isHold, request.getUserId(), violations);
        check("reserved_datetime", request.hasReservedDatetime(), isHold, request.getReservedDatetime(), violations);
        check("checkin_datetime", request.hasCheckinDatetime(), isHold, request.getCheckinDatetime(), violations);
    }

    private static void check(String field, boolean given, boolean required, long value, Violations violations) {
        if (required && !given) {
            violations.add(field, "not set", "a value: HOLD requires it");
        }
        violations.checkRange(field, value, 0, Long.MAX_VALUE);
    }

    private static RoomRequest roomRequest(HoldRequest request) {
        return new RoomRequest(
                request.getAction() == HoldRequest.Action.HOLD ? RoomRequest.Action.HOLD : RoomRequest.Action.RELEASE,
                request.getReservationId(),
                request.getHotelId(),
                request.hasUserId() ? request.getUserId() : null,
                request.hasReservedDatetime() ? request.getReservedDatetime() : null,
                request.hasCheckinDatetime() ? request.getCheckinDatetime() : null);
    }

    private static HoldDecision.Outcome outcome(RoomDecision.Outcome outcome) {
        return switch (outcome) {
            case HELD -> HoldDecision.Outcome.HELD;
            case RELEASED -> HoldDecision.Outcome.RELEASED;
            case REFUSED -> HoldDecision.Outcome.REFUSED;
            case CONFLICT -> HoldDecision.Outcome.CONFLICT;
            case HOTEL_NOT_FOUND -> HoldDecision.Outcome.HOTEL_NOT_FOUND;
            case ROOM_COUNT_INVALID -> HoldDecision.Outcome.ROOM_COUNT_INVALID;
        };
    }
}
