package com.billshotel.drill.system;

/** What a member of the system is. */
public enum Role {
    WORKER,
    SERVER,
    MYSQL
}
