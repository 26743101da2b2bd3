/// A stand-in for the vendors' clouds that says it is one: keeps the state of the machines and people, writes down what
/// arrives, and misbehaves when told to.
///
/// # To play another vendor
///
/// Make a package below this one, `okta` say, and nothing else; `crowdstrike` is the example.
///
/// 1. `Okta implements Vendor`, public, with `@AutoService(Vendor.class)` and a constructor that does nothing. Its
///    [Vendor#name] is the connectors' name for the vendor; all requests to `/okta/...` will come to it. Its
///    [Dialect#problem] and [Dialect#rateLimited] say no the way that vendor does: the faults of the control API are
///    spoken in them.
/// 2. Its `open` makes a [Cloud] from a [Ground]: the stage, the clock, the delay, the secrets. Build what the vendor
///    looks after from `range.company`: `new Fleet("DEF", Ids::sha1, ground)` for machines, `new People("okta", ...)`
/// for
///    accounts, `new Indicators(...)` for a block list, and hand them out as [Rosters]. They are then in the control
/// API,
///    in `./cordon demo`, and restored from the witness, without more ado. What only this vendor keeps about an account
///    goes into the person's attributes, which are restored too.
/// 3. [Cloud#handle] switches over `request.method() + " " + request.path()` (`request.words()` when ids are in the
/// path).
///    Every answer goes through the stage: [Stage#read] for what changes nothing, [Stage#change] for what may change
///    something, also when it is refused - that writes the witness's line. The operation's name is the vendor's own
/// word
///    (`isolate`, `suspend`); the subject is the machine, person or indicator, or [Unknown].
/// 4. [Tokens] does OAuth client credentials, [Bearer] static keys; both leave the refusal to the vendor's dialect.
///    A path that is not played is 404 for everybody.
/// 5. [Cloud#settings] says the connectors' environment, each name made by [Ground#variable]; secrets by
///    [Ground#secret]. A vendor that does not speak HTTP listens on [Ground#port] and overrides `close`.
/// 6. Test it with the vendor's own requests through `Range.start`; `VendorTest` checks the rest for every vendor.
///
/// Play the peculiarities the connector must survive, and name them in [Vendor#peculiarities].
@NullMarked
package dev.cordon.lab.range;

import org.jspecify.annotations.NullMarked;
