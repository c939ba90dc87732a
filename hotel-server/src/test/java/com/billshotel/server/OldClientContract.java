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

/** Clients generated from the original contract, and the exact bytes that they send. */
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
        Hotel updated = old().updateHotel(
                        request.toBuilder().clearPricePernight().build())
                .getHotel();

        assertThat(known(created).toByteString()).isEqualTo(request.toByteString());
        assertThat(read).isEqualTo(created);
        assertThat(known(updated))
                .isEqualTo(known(created).toBuilder().clearPricePernight().build());
    }

    /** Old clients do not know location and facilities and must not erase them. */
    @Test
    void oldClient_updatingAHotelWithDetails_keepsThem() {
        int id = system().newHotelId();
        system().hotels()
                .createHotel(com.billshotel.proto.HotelRequest.newBuilder()
                        .setId(id)
                        .setName("myhotel")
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

    /** Hotel 77, "myhotel", 10000, 100, as every protobuf encoder writes it. */
    @Test
    void bytes_ofAnOldClient_areAnsweredWithTheOldFieldsFirst() {
        String hotel = "084d12076d79686f74656c18904e2064";

        String created = call("CreateHotel", hotel);
        String read = call("GetHotel", "084d");

        // Field 1, its length, the hotel; then only new fields: 7 is the etag, 16 characters long.
        assertThat(created).matches("0a22" + hotel + "3a10[0-9a-f]{32}");
        assertThat(read).isEqualTo(created);
    }

    /** Some encoders write zero values that others omit. */
    @Test
    void bytes_withExplicitZeros_meanTheSame() {
        call("CreateHotel", "084e12016118012001");

        String updated = call("UpdateHotel", "084e12016118002000");

        assertThat(updated).matches("0a17" + "084e120161" + "3a10[0-9a-f]{32}");
    }

    /** Unparsable requests, such as strings that are not UTF-8, must not be answered with UNKNOWN. */
    @Test
    void bytes_malformed_areInvalid() {
        for (String malformed : new String[] {"1201ff", "ffffffff", "0a"}) {
            assertThat(Failure.of(() -> call("CreateHotel", malformed)).code())
                    .as(malformed)
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
