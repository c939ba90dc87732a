/**
 * Crash points: named methods of the services at whose entry or exit the drill halts a process. The services contain no code for this;
 * {@link com.billshotel.drill.crash.CrashAgent} adds the halt to the bytecode of a process that is armed. Packaged as an agent of its
 * own, so it may use nothing but the JDK and Byte Buddy.
 */
package com.billshotel.drill.crash;
