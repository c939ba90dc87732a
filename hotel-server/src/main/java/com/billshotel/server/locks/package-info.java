/** {@link com.billshotel.server.locks.HotelLocks}: transactions that lock hotels. */
package com.billshotel.server.locks;
