/** What both services' commands {@code purge} and {@code forget} share; each service says which of its rows they concern. */
package com.billshotel.runtime.retention;
