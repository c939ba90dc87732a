/** What is told about a run: live, and at its end. */
package com.billshotel.cluster.report;
