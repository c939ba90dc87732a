/** What is tried on the cluster, one after the other. */
package com.billshotel.cluster.phase;
