package com.billshotel.bench;

/** Something that is measured; it may yield several figures. */
interface Measure {
    void run(Rig rig, Results results) throws Exception;
}
