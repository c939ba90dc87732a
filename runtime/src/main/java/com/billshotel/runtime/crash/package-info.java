/** Places where a service may be made to die. */
package com.billshotel.runtime.crash;
