namespace Orleans.Providers;

/// <summary>What is published in one call.</summary>
[GenerateSerializer]
public sealed class MemoryMessageBody
{
    /// <summary>Events with their producer's context.</summary>
    public MemoryMessageBody(IEnumerable<object> events, Dictionary<string, object>? requestContext)
    {
        ArgumentNullException.ThrowIfNull(events);
        Events = [.. events];
        RequestContext = requestContext;
    }

    /// <summary>The events.</summary>
    [Id(0)]
    public List<object> Events { get; }

    /// <summary>The producer's context.</summary>
    [Id(1)]
    public Dictionary<string, object>? RequestContext { get; }
}
