/** The edge to MySQL: outcomes become rows. */
package com.billshotel.reserve.storage;
