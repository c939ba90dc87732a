/** How long holds are kept: {@code hotel-server purge} and {@code hotel-server forget}. */
package com.billshotel.server.retention;
