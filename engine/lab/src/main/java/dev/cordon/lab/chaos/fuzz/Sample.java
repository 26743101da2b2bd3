package dev.cordon.lab.chaos.fuzz;

import java.nio.charset.StandardCharsets;

/// A payload as a product sends it, with gaps for what makes it one alert and not another.
///
/// @param name its file, which begins with its kind
record Sample(String name, String template) {
    static final String JSON = "application/json";

    String kind() {
        return name.substring(0, name.indexOf('/'));
    }

    String mediaType() {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "json" -> JSON;
            case "ndjson" -> "application/x-ndjson";
            default -> "text/plain";
        };
    }

    boolean isJson() {
        return mediaType().equals(JSON);
    }

    /// @param tag in the place of the product's id
    /// @param number the same where an id is a number
    byte[] filled(String tag, long number, String host) {
        return template.replace("${tag}", tag)
                .replace("${number}", Long.toString(number))
                .replace("${host}", host)
                .getBytes(StandardCharsets.UTF_8);
    }
}
