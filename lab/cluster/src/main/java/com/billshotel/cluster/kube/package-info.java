/** What is asked of the cluster: kubectl for what a user would do, the API for what is only watched. */
package com.billshotel.cluster.kube;
