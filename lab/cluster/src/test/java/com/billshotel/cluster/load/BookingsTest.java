package com.billshotel.cluster.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BookingsTest {
    @Test
    void message_booksARoomForItsId() {
        assertThat(Bookings.message(123))
                .isEqualTo("{\"id\": 123, \"is_cancel\": false, \"hotel_id\": 1003, \"user_id\": 123,"
                        + " \"reserved_datetime\": 1700000000, \"checkin_datetime\": 1700604800}");
    }

    @Test
    void everyTenthMessage_isForTheSmallHotel() {
        assertThat(Bookings.message(130)).contains("\"hotel_id\": 1020");
    }
}
