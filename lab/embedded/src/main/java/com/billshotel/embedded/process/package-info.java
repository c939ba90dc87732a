/** Child processes that do not outlive this JVM: {@link com.billshotel.embedded.process.Watchdog}. */
package com.billshotel.embedded.process;
