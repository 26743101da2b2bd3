package dev.cordon.lab.chaos.fuzz;

/// One payload on its way.
///
/// @param tag stands in the payload, unless the mutation destroyed it
/// @param body what the server should see, where it sees anything
/// @param wire what is written
/// @param answers how many answers are due
record Shot(
        long number,
        Mutation mutation,
        String tag,
        byte[] body,
        byte[] wire,
        Manner manner,
        Expectation expected,
        int answers) {}
