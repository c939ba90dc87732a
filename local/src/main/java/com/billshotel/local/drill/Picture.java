package com.billshotel.local.drill;

import com.billshotel.local.drill.faults.FaultTally;
import java.nio.file.Path;

/** Throughput over time, with the faults marked. */
final class Picture {
    Picture(Progress progress, FaultTally tally) {}

    void write(Path folder) {}
}
