/** The far sides of the worker, in memory: they do what the real ones do, and fail when told to. */
package com.billshotel.reserve.fakes;
