package dev.cordon.recorder;

/// One record, ready to be sent.
///
/// @param timestamp milliseconds since the epoch, by the broker's clock
/// @param json one line of JSON with its line feed; never changed after construction
@SuppressWarnings("ArrayRecordComponent") // never compared, never printed
record Line(long position, long timestamp, byte[] json) {}
