package com.billshotel.server;

import com.billshotel.embedded.mysql.testing.MysqlBackend;

class HotelServerOnEmbeddedTest extends HotelServerContracts {
    @Override
    MysqlBackend backend() {
        return MysqlBackend.EMBEDDED;
    }
}
