package dev.cordon.connectors.capability;

/// Something one connector can be asked to do.
public sealed interface Capability
        permits HostLookup,
                AccountLookup,
                HostIsolation,
                AccountDisable,
                IndicatorBlock,
                SessionRevocation,
                CredentialReset,
                MfaReset,
                ProcessKill,
                FileQuarantine,
                FileFetch,
                ForensicCollection,
                AlertFeed,
                AlertClosing {}
