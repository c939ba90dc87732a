package com.billshotel.server;

import com.billshotel.embedded.mysql.testing.MysqlBackend;

class HotelServerOnContainerIT extends HotelServerContracts {
    @Override
    MysqlBackend backend() {
        return MysqlBackend.CONTAINER;
    }
}
