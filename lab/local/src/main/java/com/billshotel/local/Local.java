package com.billshotel.local;

import com.billshotel.local.parts.LabCommand;

/** The program behind {@code bin/quickstart}, and in the Pub/Sub broker's image. */
public final class Local {
    private Local() {}

    public static void main(String[] arguments) {
        LabCommand.main(new QuickstartCommand(), arguments);
    }
}
