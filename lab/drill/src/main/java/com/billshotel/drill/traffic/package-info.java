/** What is published: known again from the seed, so that little of it need be kept. */
package com.billshotel.drill.traffic;
