package com.billshotel.bench;

import java.util.List;

/** Measures something and adds one or more figures to the results. */
interface Measurement {
    /** The figures that {@link #run} adds; if it fails, they are missing. */
    List<String> figures();

    void run(Fixture fixture, Results results) throws Exception;
}
