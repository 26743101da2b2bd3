package dev.cordon.lab.chaos;

/// An alert, ready to be sent.
public interface Message {
    /// Where it is sent to.
    String source();

    /// What the load generator knows it by.
    String reference();

    /// Always the same for one alert: it may be sent again.
    String json();
}
