/** What the commands of {@code local} and its tests build a system from. */
package com.billshotel.local.parts;
