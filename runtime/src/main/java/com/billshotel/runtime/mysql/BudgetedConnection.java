package com.billshotel.runtime.mysql;

import com.billshotel.runtime.limits.Budget;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;

/** A connection that creates no further statement once the budget is exhausted, so no transaction has to check it. */
final class BudgetedConnection implements InvocationHandler {
    private final Connection connection;
    private final Budget budget;

    private BudgetedConnection(Connection connection, Budget budget) {
        this.connection = connection;
        this.budget = budget;
    }

    static Connection of(Connection connection, Budget budget) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new BudgetedConnection(connection, budget));
    }

    /** @throws BudgetExhaustedException if the budget is exhausted */
    static void check(Budget budget) throws BudgetExhaustedException {
        if (budget.isExhausted()) {
            throw new BudgetExhaustedException();
        }
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (Statement.class.isAssignableFrom(method.getReturnType())) {
            check(budget);
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }
}
