package com.billshotel.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.server.v0.Hotel;
import com.billshotel.server.v0.HotelRequest;
import com.billshotel.server.v0.HotelServiceGrpc;
import com.billshotel.server.v0.HotelServiceGrpc.HotelServiceBlockingStub;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status.Code;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients generated from the old contract, and the very bytes that they send. */
abstract class OldClientContract {
    abstract HotelSystem system();

    @Test
    void oldClient_createsReadsAndUpdates() {
        int id = system().newHotelId();
        HotelRequest request = HotelRequest.newBuilder()
                .setId(id)
                .setName("myhotel")
                .setPricePernight(10_000)
                .setRoomsAvailable(100)
                .build();

        Hotel created = old().createHotel(request).getHotel();
        Hotel read = old().getHotel(HotelRequest.newBuilder().setId(id).build()).getHotel();
        Hotel updated =
                old().updateHotel(request.toBuilder().clearName().build()).getHotel();

        assertThat(known(created).toByteString()).isEqualTo(request.toByteString());
        assertThat(read).isEqualTo(created);
        assertThat(known(updated))
                .isEqualTo(known(created).toBuilder().clearName().build());
    }

    /** It knows nothing of location and facilities, so it must not lose them for those who do. */
    @Test
    void oldClient_updatingAHotelWithDetails_leavesThemAlone() {
        int id = system().newHotelId();
        system().hotels()
                .createHotel(com.billshotel.proto.HotelRequest.newBuilder()
                        .setId(id)
                        .setLocation("Geneva")
                        .addFacilities("pool")
                        .build());

        old().updateHotel(HotelRequest.newBuilder().setId(id).setName("n").build());

        var hotel = system().hotels()
                .getHotel(
                        com.billshotel.proto.HotelRequest.newBuilder().setId(id).build())
                .getHotel();
        assertThat(hotel.getName()).isEqualTo("n");
        assertThat(hotel.getLocation()).isEqualTo("Geneva");
        assertThat(hotel.getFacilitiesList()).containsExactly("pool");
    }

    /** Hotel 77, "myhotel", 10000, 100, as protobuf of any language writes it. */
    @Test
    void bytes_ofAnOldClient_areAnsweredWithTheOldBytesFirst() {
        String hotel = "084d12076d79686f74656c18904e2064";

        String created = call("CreateHotel", hotel);
        String read = call("GetHotel", "084d");

        // Field 1, its length, the hotel; then only fields that did not exist: 7 is the etag, 16 characters long.
        assertThat(created).matches("0a22" + hotel + "3a10[0-9a-f]{32}");
        assertThat(read).isEqualTo(created);
    }

    /** Some encoders write zeros that others leave out. */
    @Test
    void bytes_withZerosWritten_meanTheSame() {
        call("CreateHotel", "084e12016118012001");

        String updated = call("UpdateHotel", "084e120018002000");

        assertThat(updated).matches("0a14" + "084e" + "3a10[0-9a-f]{32}");
    }

    /** A text that is not UTF-8 is the caller's mistake; nobody may see UNKNOWN for it. */
    @Test
    void bytes_thatAreNoMessage_areInvalid() {
        for (String garbage : new String[] {"1201ff", "ffffffff", "0a"}) {
            assertThat(Failure.of(() -> call("CreateHotel", garbage)).code())
                    .as(garbage)
                    .isEqualTo(Code.INVALID_ARGUMENT);
        }
    }

    private HotelServiceBlockingStub old() {
        return HotelServiceGrpc.newBlockingStub(system().server().channel()).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    /** The fields that the old contract has. */
    private static Hotel known(Hotel hotel) {
        return hotel.toBuilder()
                .setUnknownFields(UnknownFieldSet.getDefaultInstance())
                .build();
    }

    private String call(String method, String hex) {
        byte[] answer = ClientCalls.blockingUnaryCall(
                system().server().channel(),
                MethodDescriptor.newBuilder(new Bytes(), new Bytes())
                        .setType(MethodType.UNARY)
                        .setFullMethodName("hotel.HotelService/" + method)
                        .build(),
                CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS),
                HexFormat.of().parseHex(hex));
        return HexFormat.of().formatHex(answer);
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return ByteString.readFrom(stream).toByteArray();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
