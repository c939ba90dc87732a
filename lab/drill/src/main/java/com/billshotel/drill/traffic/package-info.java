/** The published messages, which can be reproduced from the seed. */
package com.billshotel.drill.traffic;
