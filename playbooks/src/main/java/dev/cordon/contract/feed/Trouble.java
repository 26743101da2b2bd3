package dev.cordon.contract.feed;

/// Why a source could not be read.
///
/// @param why in our own words; at most 500 characters
public record Trouble(String token, String why) {}
