package com.billshotel.local.drill.system;

/** What a member of the system is. */
public enum Role {
    WORKER,
    SERVER,
    MYSQL
}
