/** Changes the tables from one version of the schema to the next: {@code hotel-server migrate}. */
package com.billshotel.server.migrations;
