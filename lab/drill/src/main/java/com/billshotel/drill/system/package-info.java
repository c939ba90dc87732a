/** The system under fire: processes that are started again whatever ends them, with a link that can fail between any two. */
package com.billshotel.drill.system;
