package com.billshotel.bench;

/** Measures something and adds one or more figures to the results. */
interface Measurement {
    void run(Fixture fixture, Results results) throws Exception;
}
