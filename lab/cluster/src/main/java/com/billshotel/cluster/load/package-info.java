/** Bookings that are published at a steady rate, and how long each of them takes to become a row. */
package com.billshotel.cluster.load;
