package com.billshotel.embedded.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MysqlAddressTest {
    @Test
    void environment_withoutHost_isEmpty() {
        assertThat(MysqlAddress.from(Map.of("MYSQL_PORT", "3307"))).isEmpty();
        assertThat(MysqlAddress.from(Map.of("MYSQL_HOST", " "))).isEmpty();
    }

    @Test
    void environment_withHostOnly_usesMysqlDefaults() {
        assertThat(MysqlAddress.from(Map.of("MYSQL_HOST", "db"))).contains(new MysqlAddress("db", 3306, "root", ""));
    }

    @Test
    void port_invalid_isRefusedWithNameAndValue() {
        for (String port : new String[] {"0", "65536", "http", "", "-1"}) {
            assertThatThrownBy(() -> MysqlAddress.from(Map.of("MYSQL_HOST", "db", "MYSQL_PORT", port)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("MYSQL_PORT is '" + port + "'");
        }
    }

    @Test
    void toString_hidesThePassword() {
        assertThat(new MysqlAddress("db", 3306, "app", "secret")).hasToString("app@db:3306");
    }
}
