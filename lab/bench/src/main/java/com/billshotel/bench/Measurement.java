package com.billshotel.bench;

/** Something that is measured; it may yield several figures. */
interface Measurement {
    void run(Fixture fixture, Results results) throws Exception;
}
