package com.billshotel.server.catalog;

import com.billshotel.runtime.mysql.MysqlPool;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Reads hotels for many callers at a time. While a query is under way those who ask gather, and the next query answers them
 * all: one round trip for as many as came in meanwhile, and for one alone no wait. There is one query at a time, for two at
 * once would be half as large each. Nothing is kept, and no answer is older than its question, for a query starts only after
 * the last of its questions has come in.
 */
final class SharedHotelReads {
    /** Beyond, callers are refused: when MySQL is slow, those who wait must not fill the memory. */
    private static final int MOST_GATHERED = 1_000;

    private final MysqlPool mysql;
    private final Executor readers;
    private Map<Integer, CompletableFuture<HotelInfo>> gathering = new HashMap<>();
    private int gathered;
    private boolean reading;

    /** @param readers runs the queries, which block; may refuse */
    SharedHotelReads(MysqlPool mysql, Executor readers) {
        this.mysql = mysql;
        this.readers = readers;
    }

    /**
     * Fails with a {@link CatalogException} if there is no such hotel, with a {@link RejectedExecutionException} if too many
     * are waiting, and with whatever the query fails with.
     */
    CompletableFuture<HotelInfo> get(int id) {
        CompletableFuture<HotelInfo> answer;
        synchronized (this) {
            if (gathered == MOST_GATHERED) {
                return CompletableFuture.failedFuture(new RejectedExecutionException());
            }
            gathered++;
            answer = gathering.computeIfAbsent(id, any -> new CompletableFuture<>());
            if (reading) {
                return answer;
            }
            reading = true;
        }
        startReader();
        return answer;
    }

    private void startReader() {
        try {
            readers.execute(this::readUntilNobodyAsks);
        } catch (RejectedExecutionException full) {
            refuseAll(full);
        }
    }

    /** All and not only the last: there is no reader who would come for them. */
    private void refuseAll(RejectedExecutionException full) {
        Map<Integer, CompletableFuture<HotelInfo>> refused;
        synchronized (this) {
            refused = take();
            reading = false;
        }
        refused.values().forEach(answer -> answer.completeExceptionally(full));
    }

    private void readUntilNobodyAsks() {
        for (var asked = takeOrEnd(); !asked.isEmpty(); asked = takeOrEnd()) {
            answer(asked);
        }
    }

    /** What has gathered; if nothing has, whoever asks is no longer the reader. */
    private synchronized Map<Integer, CompletableFuture<HotelInfo>> takeOrEnd() {
        reading = !gathering.isEmpty();
        return take();
    }

    private Map<Integer, CompletableFuture<HotelInfo>> take() {
        Map<Integer, CompletableFuture<HotelInfo>> asked = gathering;
        gathering = new HashMap<>();
        gathered = 0;
        return asked;
    }

    private void answer(Map<Integer, CompletableFuture<HotelInfo>> asked) {
        try {
            Map<Integer, HotelInfo> hotels = mysql.withConnection(new SelectHotels(asked.keySet())::execute);
            asked.forEach((id, answer) -> answer(id, answer, hotels.get(id)));
        } catch (Throwable failure) { // of any kind: nobody may be left without an answer
            asked.values().forEach(answer -> answer.completeExceptionally(failure));
        }
    }

    private static void answer(int id, CompletableFuture<HotelInfo> answer, HotelInfo hotel) {
        if (hotel == null) {
            answer.completeExceptionally(CatalogException.notFound(id));
        } else {
            answer.complete(hotel);
        }
    }
}
