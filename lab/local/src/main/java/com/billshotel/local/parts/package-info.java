/** What quickstart, drill, bench and the end-to-end tests share. */
package com.billshotel.local.parts;
