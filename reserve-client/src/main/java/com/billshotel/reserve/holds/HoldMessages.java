package com.billshotel.reserve.holds;

import com.billshotel.proto.DecideHoldsRequest;
import com.billshotel.proto.DecideHoldsResponse;
import com.billshotel.proto.HoldDecision;
import com.billshotel.proto.HoldRequest;
import com.billshotel.reserve.booking.RoomHolds.Answer;
import com.billshotel.reserve.booking.RoomHolds.Decision;
import com.billshotel.reserve.intake.ReservationMessage;
import java.util.ArrayList;
import java.util.List;

/** Translates between the worker's words and those of the gRPC contract. */
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

    /** Answers that do not belong to the questions are worse than none. */
    static List<Decision> toDecisions(List<ReservationMessage> messages, DecideHoldsResponse response) {
        if (response.getDecisionsCount() != messages.size()) {
            throw new IllegalStateException("hotel-server gave " + response.getDecisionsCount() + " decisions on "
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
            throw new IllegalStateException("hotel-server answered for reservation " + decision.getReservationId()
                    + " where " + message.id() + " was asked");
        }
        return new Decision(toAnswer(decision.getOutcome()), decision.getConflictingField());
    }

    private static Answer toAnswer(HoldDecision.Outcome outcome) {
        return switch (outcome) {
            case HELD -> Answer.HELD;
            case RELEASED -> Answer.RELEASED;
            case REFUSED -> Answer.REFUSED;
            case CONFLICT -> Answer.CONFLICT;
            case HOTEL_NOT_FOUND -> Answer.HOTEL_NOT_FOUND;
            case OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalStateException(
                        "hotel-server decided " + outcome + ": it is of another version than this worker");
        };
    }

    private HoldMessages() {}
}
