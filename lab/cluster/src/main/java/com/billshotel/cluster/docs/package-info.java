/** The commands that the documentation tells a reader to run. */
package com.billshotel.cluster.docs;
