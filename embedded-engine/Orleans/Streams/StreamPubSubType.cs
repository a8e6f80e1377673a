namespace Orleans.Streams;

/// <summary>Which kinds of subscription a stream provider serves.</summary>
public enum StreamPubSubType
{
    /// <summary>Explicit and implicit ones.</summary>
    ExplicitGrainBasedAndImplicit,

    /// <summary>Explicit ones.</summary>
    ExplicitGrainBasedOnly,

    /// <summary>Implicit ones.</summary>
    ImplicitOnly,
}
