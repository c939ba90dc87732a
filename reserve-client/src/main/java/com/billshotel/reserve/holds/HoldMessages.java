package com.billshotel.reserve.holds;

import com.billshotel.proto.DecideHoldsRequest;
import com.billshotel.proto.DecideHoldsResponse;
import com.billshotel.proto.HoldDecision;
import com.billshotel.proto.HoldRequest;
import com.billshotel.reserve.booking.RoomHolds.Decision;
import com.billshotel.reserve.booking.Verdict;
import com.billshotel.reserve.intake.ReservationMessage;
import java.util.ArrayList;
import java.util.List;

/** Translates between the worker's types and the gRPC messages. */
final class HoldMessages {
    static DecideHoldsRequest toRequest(List<ReservationMessage> messages) {
        DecideHoldsRequest.Builder request = DecideHoldsRequest.newBuilder();
        for (ReservationMessage message : messages) {
            request.addRequests(toRequest(message));
        }
        return request.build();
    }

    private static HoldRequest toRequest(ReservationMessage message) {
        HoldRequest.Builder request = HoldRequest.newBuilder()
                .setReservationId(message.id())
                .setHotelId(message.hotelId())
                .setAction(message.cancel() ? HoldRequest.Action.RELEASE : HoldRequest.Action.HOLD);
        if (message.userId() != null) {
            request.setUserId(message.userId());
        }
        if (message.reservedAt() != null) {
            request.setReservedDatetime(message.reservedAt());
        }
        if (message.checkinAt() != null) {
            request.setCheckinDatetime(message.checkinAt());
        }
        return request.build();
    }

    /**
     * Returns the decisions in the order of the messages.
     *
     * @throws IllegalStateException if the response does not match the request, as from another version of hotel-server
     */
    static List<Decision> toDecisions(List<ReservationMessage> messages, DecideHoldsResponse response) {
        if (response.getDecisionsCount() != messages.size()) {
            throw new IllegalStateException("hotel-server returned " + response.getDecisionsCount() + " decisions for "
                    + messages.size() + " requests");
        }
        List<Decision> decisions = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            decisions.add(toDecision(messages.get(i), response.getDecisions(i)));
        }
        return decisions;
    }

    private static Decision toDecision(ReservationMessage message, HoldDecision decision) {
        if (decision.getReservationId() != message.id()) {
            throw new IllegalStateException(
                    "hotel-server decided reservation " + decision.getReservationId() + " instead of " + message.id());
        }
        return new Decision(toVerdict(decision.getOutcome()), decision.getConflictingField());
    }

    private static Verdict toVerdict(HoldDecision.Outcome outcome) {
        return switch (outcome) {
            case HELD -> Verdict.CONFIRMED;
            case RELEASED -> Verdict.CANCELLED;
            case REFUSED -> Verdict.HOTEL_FULL;
            case CONFLICT -> Verdict.CONFLICT;
            case HOTEL_NOT_FOUND -> Verdict.HOTEL_NOT_FOUND;
            case ROOM_COUNT_INVALID ->
                throw new IllegalStateException(
                        "hotel-server cannot change the hotel's rooms_available, which is NULL or"
                                + " too high: correct it with UpdateHotel");
            case OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalStateException(
                        "hotel-server returned the outcome " + outcome + ": its version does not match this worker's");
        };
    }

    private HoldMessages() {}
}
