/** A TCP proxy that fails on command. */
package com.billshotel.drill.net;
