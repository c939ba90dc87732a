package com.billshotel.server.catalog;

import com.billshotel.runtime.mysql.MysqlPool;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Combines concurrent reads of hotels into shared queries. While a query is running, new reads gather, and the next
 * query serves them all: one round trip for many reads, and no delay for a single one. Only one query runs at a time,
 * because two would each serve half as many. Nothing is cached, and every result is current: a query starts only after
 * the last read that it serves.
 */
final class SharedHotelReads {
    /** Further reads are rejected, so that a slow MySQL cannot fill the memory with waiting reads. */
    private static final int MAX_GATHERED = 1_000;

    private final MysqlPool mysql;
    private final Executor readers;
    private Map<Integer, CompletableFuture<HotelInfo>> gathering = new HashMap<>();
    private int gathered;
    private boolean reading;

    /** @param readers runs the queries, which block; may reject them */
    SharedHotelReads(MysqlPool mysql, Executor readers) {
        this.mysql = mysql;
        this.readers = readers;
    }

    /**
     * Reads a hotel. The future fails with a {@link CatalogException} if the hotel does not exist, a
     * {@link RejectedExecutionException} if too many reads are waiting, or the exception of the query.
     */
    CompletableFuture<HotelInfo> get(int id) {
        CompletableFuture<HotelInfo> answer;
        synchronized (this) {
            if (gathered == MAX_GATHERED) {
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
            readers.execute(this::readWhileAnyWait);
        } catch (RejectedExecutionException queueFull) {
            rejectAll(queueFull);
        }
    }

    /** Rejects every gathered read, not just the one that failed to start the reader: none would serve the others. */
    private void rejectAll(RejectedExecutionException queueFull) {
        Map<Integer, CompletableFuture<HotelInfo>> rejected;
        synchronized (this) {
            rejected = takeGathered();
            reading = false;
        }
        rejected.values().forEach(answer -> answer.completeExceptionally(queueFull));
    }

    private void readWhileAnyWait() {
        for (var batch = nextBatch(); !batch.isEmpty(); batch = nextBatch()) {
            answer(batch);
        }
    }

    /** The gathered reads; if there are none, ends the role of the calling thread as the reader. */
    private synchronized Map<Integer, CompletableFuture<HotelInfo>> nextBatch() {
        reading = !gathering.isEmpty();
        return takeGathered();
    }

    private Map<Integer, CompletableFuture<HotelInfo>> takeGathered() {
        Map<Integer, CompletableFuture<HotelInfo>> batch = gathering;
        gathering = new HashMap<>();
        gathered = 0;
        return batch;
    }

    private void answer(Map<Integer, CompletableFuture<HotelInfo>> batch) {
        try {
            Map<Integer, HotelRow> hotels = mysql.withConnection(new SelectHotels(batch.keySet())::execute);
            batch.forEach((id, answer) -> answer(id, answer, hotels.get(id)));
        } catch (Throwable failure) { // errors too: every read must complete
            batch.values().forEach(answer -> answer.completeExceptionally(failure));
        }
    }

    /** A hotel that cannot be read fails alone, not the others in its query. */
    private static void answer(int id, CompletableFuture<HotelInfo> answer, HotelRow hotel) {
        try {
            if (hotel == null) {
                throw CatalogException.notFound(id);
            }
            answer.complete(hotel.toHotel());
        } catch (RuntimeException failure) {
            answer.completeExceptionally(failure);
        }
    }
}
