package com.billshotel.server;

import com.billshotel.proto.DecideHoldsRequest;
import com.billshotel.proto.DecideHoldsResponse;
import com.billshotel.proto.HotelRequest;
import com.billshotel.proto.HotelResponse;
import com.billshotel.proto.HotelServiceGrpc.HotelServiceImplBase;
import com.billshotel.runtime.grpc.BoundedCalls;
import com.billshotel.server.catalog.HotelCatalog;
import com.billshotel.server.rooms.RoomLedger;
import io.grpc.stub.StreamObserver;

/** The gRPC edge: validates and translates requests, and delegates to the catalog and the ledger. */
final class HotelApi extends HotelServiceImplBase {
    private final BoundedCalls calls;
    private final HotelCatalog catalog;
    private final RoomLedger ledger;

    HotelApi(BoundedCalls calls, HotelCatalog catalog, RoomLedger ledger) {
        this.calls = calls;
        this.catalog = catalog;
        this.ledger = ledger;
    }

    @Override
    public void getHotel(HotelRequest request, StreamObserver<HotelResponse> caller) {
        calls.answerAsync(caller, () -> catalog.get(HotelMessages.id(request)).thenApply(HotelMessages::response));
    }

    @Override
    public void createHotel(HotelRequest request, StreamObserver<HotelResponse> caller) {
        calls.answer(caller, () -> HotelMessages.response(catalog.create(HotelMessages.hotel(request))));
    }

    @Override
    public void updateHotel(HotelRequest request, StreamObserver<HotelResponse> caller) {
        calls.answer(caller, () -> HotelMessages.response(catalog.update(HotelMessages.change(request))));
    }

    @Override
    public void decideHolds(DecideHoldsRequest request, StreamObserver<DecideHoldsResponse> caller) {
        calls.answer(caller, () -> HoldMessages.response(ledger.decide(HoldMessages.requests(request))));
    }
}
