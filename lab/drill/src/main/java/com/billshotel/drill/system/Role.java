package com.billshotel.drill.system;

/** The part that a member plays in the system. */
public enum Role {
    WORKER,
    SERVER,
    MYSQL
}
