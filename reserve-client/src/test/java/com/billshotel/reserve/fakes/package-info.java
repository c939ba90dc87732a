/** The worker's dependencies, in memory: they behave like the real ones, and fail on command. */
package com.billshotel.reserve.fakes;
