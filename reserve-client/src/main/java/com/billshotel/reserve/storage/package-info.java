/** The edge to MySQL: stores outcomes as rows. */
package com.billshotel.reserve.storage;
