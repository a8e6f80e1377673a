namespace Genesis.Embedded.Gateway;

/// <summary>What both sides of a connection must agree on. docs/gateway.md describes every message.</summary>
internal static class GatewayProtocol
{
    /// <summary>First bytes of a connection: "GNSG" in ASCII, as a little-endian number.</summary>
    public const uint Magic = 0x47534E47;

    /// <summary>Changes when the messages do. Both sides must have the same.</summary>
    public const int Version = 1;

    /// <summary>The largest message of a client that has not been let in yet.</summary>
    public const int MostHello = 64 * 1024;

    /// <summary>The largest welcome: it carries the list of grain interfaces.</summary>
    public const int MostWelcome = 64 * 1024 * 1024;

    /// <summary>Grain types that get a number on a connection; those after them go by name.</summary>
    public const int MostNumberedTypes = 10_000;

    /// <summary>Methods that may be announced on a connection.</summary>
    public const int MostMethods = 50_000;

    /// <summary>
    /// How much longer than the callee the caller waits, in ms: the callee's side knows what the call was waiting for, so its
    /// answer is worth having.
    /// </summary>
    public const long TimeoutGrace = 250;
}

/// <summary>First byte of a message, after its length.</summary>
internal enum MessageKind : byte
{
    Hello = 1,
    Welcome = 2,
    Refusal = 3,
    Method = 4,
    GrainType = 5,
    Call = 6,
    Result = 7,
    Error = 8,
    Cancelled = 9,
    Cancel = 10,
    Ping = 11,
    Pong = 12,
    Goodbye = 13,
}

/// <summary>What a call message contains beside the usual.</summary>
[Flags]
internal enum CallFlags : byte
{
    None = 0,
    OneWay = 1,
    Context = 2,
    Cancellable = 4,
}
