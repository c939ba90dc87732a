package com.billshotel.flood;

import com.billshotel.flood.attack.Protocol;
import com.billshotel.local.parts.ServiceProcess;
import java.net.InetSocketAddress;

/**
 * A port under attack.
 *
 * @param name as in the table
 * @param service the process behind the port
 * @param call a call of a normal client
 */
record Target(String name, Protocol protocol, InetSocketAddress address, ServiceProcess service, NormalCall call) {}
