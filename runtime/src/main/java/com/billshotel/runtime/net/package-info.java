/** Accepts network connections within limits: front door {@link com.billshotel.runtime.net.BoundedListener}. */
package com.billshotel.runtime.net;
