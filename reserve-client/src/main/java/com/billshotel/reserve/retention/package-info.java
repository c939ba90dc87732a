/** How long the worker's rows are kept: {@code reserve-client purge} and {@code reserve-client forget}. */
package com.billshotel.reserve.retention;
