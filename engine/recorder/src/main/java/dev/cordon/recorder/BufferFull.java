package dev.cordon.recorder;

/// The broker logs it with its stack trace at every attempt; a stack trace says nothing here.
final class BufferFull extends RuntimeException {
    BufferFull(int records) {
        super("The server has not stored the last " + records + " records yet; try this one again", null, false, false);
    }
}
