/**
 * Fakes and recorders. The scheduler does not switch threads inside this package, so each method is atomic and needs no lock;
 * a lock, a wait or a sleep here would be a real one and could hang the run.
 */
package com.billshotel.schedules.fakes;
