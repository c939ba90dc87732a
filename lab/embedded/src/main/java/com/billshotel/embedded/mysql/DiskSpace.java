package com.billshotel.embedded.mysql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asked for before it is used: the libraries and MariaDB report a full disk in many ways, none of them clear. */
final class DiskSpace {
    private static final long MEGABYTE = 1_000_000;

    private DiskSpace() {}

    /**
     * Fails unless the folder's disk has this much space.
     *
     * @param what what the space is for, as the subject of the message
     * @param remedy what the user can do instead of freeing some space
     * @throws MysqlStartException if there is less; the message says how much is needed and where
     */
    static void require(Path folder, long megabytes, String what, String remedy) throws IOException {
        long available = Files.getFileStore(folder).getUsableSpace() / MEGABYTE;
        if (available < megabytes) {
            throw new MysqlStartException(what + " needs " + megabytes + " MB in " + folder + ", whose disk has "
                    + available + " MB left: free some space, or " + remedy);
        }
    }
}
