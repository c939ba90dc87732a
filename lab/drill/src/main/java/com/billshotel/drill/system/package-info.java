/** The system that faults are injected into: processes that are restarted however they end, and links between them that can fail. */
package com.billshotel.drill.system;
