package dev.cordon.connectors.http;

/// How a vendor wants to be shown that we may: a token, a key, a signature.
public interface Access {

    /// The call with everything that shows it. Asked anew for every sending.
    Call granted(Call call);

    /// The vendor's door turned this call away with a 401, before anything was executed.
    ///
    /// @return whether [#granted] would now answer something better, so that sending it again makes sense
    default boolean renewed(Call rejected) {
        return false;
    }

    /// Nothing to show.
    static Access open() {
        return call -> call;
    }

    /// The same header on every call.
    static Access header(String name, String value) {
        return call -> call.with(name, value);
    }
}
