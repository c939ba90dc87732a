package com.billshotel.flood.attack;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Says when it has started, attacks until its standard input ends, and then prints its {@link Volume}. Arguments: the attack, the
 * target's address and port, the attacker's address.
 */
public final class AttackMain {
    private AttackMain() {}

    public static void main(String[] arguments) throws Exception {
        InetSocketAddress target =
                new InetSocketAddress(InetAddress.getByName(arguments[1]), Integer.parseInt(arguments[2]));
        try (Attacker attacker = new Attacker(target, InetAddress.getByName(arguments[3]))) {
            Attack attack = Attack.valueOf(arguments[0]);
            attack.start(attacker);
            if (attack != Attack.NONE) {
                attacker.awaitFirstConnection();
            }
            System.out.println("started");
            System.in.read();
            System.out.println(attacker.volume());
        }
        System.exit(0);
    }
}
