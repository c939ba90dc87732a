package com.billshotel.drill.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.ThreadLocalRandom;

/** One connection through a link: a thread for each direction. */
final class Tunnel {
    private static final int BUFFER = 64 * 1024;

    private final Socket client;
    private final Socket target;
    private final LinkFaults faults;
    private volatile boolean cutAtReply;
    private volatile boolean poisoned;
    private boolean greeted; // accessed only by the thread that reads from the target

    Tunnel(Socket client, Socket target, LinkFaults faults) throws SocketException {
        this.client = client;
        this.target = target;
        this.faults = faults;
        client.setTcpNoDelay(true);
        target.setTcpNoDelay(true);
    }

    /** Forwards bytes until the connection ends. */
    void run() {
        Thread replies = daemon("replies", () -> pump(target, client, this::forwardReply));
        pump(client, target, this::forwardRequest);
        try {
            replies.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        closeQuietly(client);
        closeQuietly(target);
    }

    /** Resets both sides. */
    void cut() {
        reset(client);
        reset(target);
    }

    void halfClose(boolean towardsClient) {
        try {
            (towardsClient ? client : target).shutdownOutput();
        } catch (IOException alreadyClosed) {
            cut();
        }
    }

    private interface Forward {
        /** Returns false to cut the connection. */
        boolean apply(byte[] buffer, int length) throws IOException;
    }

    private void pump(Socket from, Socket to, Forward forward) {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int length = from.getInputStream().read(buffer); length >= 0; ) {
                faults.pauseIfDelayed();
                if (!forward.apply(buffer, length)) {
                    cut();
                    return;
                }
                length = from.getInputStream().read(buffer);
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            cut();
        }
    }

    private boolean forwardRequest(byte[] buffer, int length) throws IOException {
        boolean ambiguous = faults.isToMysql() && MysqlBytes.isCommit(buffer, length) && faults.cutsCommit();
        if (ambiguous) {
            cutAtReply = true;
        }
        target.getOutputStream().write(buffer, 0, length);
        // Cut now, the COMMIT may be lost; cut when the reply arrives, it has certainly succeeded.
        return !ambiguous || ThreadLocalRandom.current().nextBoolean();
    }

    private boolean forwardReply(byte[] buffer, int length) throws IOException {
        if (cutAtReply) {
            return false;
        }
        if (faults.isToMysql() && !greeted) {
            MysqlBytes.refuseTls(buffer, length);
            greeted = true;
        }
        boolean muted = faults.isMuted();
        if (poisoned && !muted) {
            return false; // bytes were dropped: the rest of the stream makes no sense
        }
        poisoned |= muted;
        if (!muted) {
            client.getOutputStream().write(buffer, 0, length);
        }
        return true;
    }

    static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, "link-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException alreadyBroken) {
            // It is closed in any case.
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException alreadyClosed) {
            return;
        }
        closeQuietly(socket);
    }
}
