package com.billshotel.server;

import com.billshotel.embedded.mysql.testing.MysqlBackend;

class HotelServerOnNamedIT extends HotelServerContracts {
    @Override
    MysqlBackend backend() {
        return MysqlBackend.NAMED;
    }
}
