package com.billshotel.server;

import com.billshotel.embedded.mysql.testing.MysqlBackend;

class HotelServerOnNamedTest extends HotelServerContracts {
    @Override
    MysqlBackend backend() {
        return MysqlBackend.NAMED;
    }
}
