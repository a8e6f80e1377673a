namespace Genesis.Resilience;

/// <summary>Deadlines of the classes of requests.</summary>
public sealed class RequestClassOptions
{
    /// <summary>Requests that must be answered at once.</summary>
    public TimeSpan Fast { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Requests that say nothing.</summary>
    public TimeSpan Standard { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Requests that may take long.</summary>
    public TimeSpan Complex { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Pings and other checks that somebody is there.</summary>
    public TimeSpan ConnectionCheck { get; set; } = TimeSpan.FromSeconds(2);
}
