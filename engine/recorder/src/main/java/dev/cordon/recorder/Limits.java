package dev.cordon.recorder;

import java.time.Duration;

/// @param bufferedRecords how many records may wait in memory
/// @param bufferedBytes how many bytes may wait in memory; a larger record is taken when nothing else waits
/// @param batchRecords how many records one request carries at most
/// @param batchBytes how many bytes one request carries at most; a larger record travels alone
/// @param linger how long a batch that is not full waits for company
/// @param heartbeat after how long without a request an empty one is sent
/// @param patience how long `export` waits for room before it throws. The broker's exporter threads are few (two by
///     default), so this is short
/// @param answer how long an answer may take, from connecting to its last byte
/// @param firstBackoff the pause after the first failure; doubles
/// @param lastBackoff where doubling ends
/// @param complaint how often at most a lasting failure is logged
record Limits(
        int bufferedRecords,
        long bufferedBytes,
        int batchRecords,
        int batchBytes,
        Duration linger,
        Duration heartbeat,
        Duration patience,
        Duration answer,
        Duration firstBackoff,
        Duration lastBackoff,
        Duration complaint) {

    static final Limits STANDARD = new Limits(
            20_000,
            32L << 20,
            500,
            1 << 20,
            Duration.ofMillis(10),
            Duration.ofSeconds(2),
            Duration.ofMillis(500),
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30));
}
