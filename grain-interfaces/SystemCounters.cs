namespace Genesis;

/// <summary>What a host has counted since it started.</summary>
[GenerateSerializer, Immutable, Alias("Genesis.SystemCounters")]
public sealed record SystemCounters
{
    /// <summary>Asks made in this process, by components and by others, whatever became of them.</summary>
    [Id(0)] public long Requests { get; init; }

    /// <summary>Those of them that the system mode or an overload turned away.</summary>
    [Id(1)] public long RequestsShed { get; init; }

    /// <summary>Events that components told each other.</summary>
    [Id(2)] public long LocalEvents { get; init; }

    /// <summary>Events that came from outside or went there.</summary>
    [Id(3)] public long ExternalEvents { get; init; }

    /// <summary>Events from exchanges.</summary>
    [Id(4)] public long ExchangeEvents { get; init; }

    /// <summary>Deliveries of events that were shed, for any reason.</summary>
    [Id(5)] public long EventsShed { get; init; }

    /// <summary>Handler runs that failed.</summary>
    [Id(6)] public long Failures { get; init; }

    /// <summary>The counters as a sentence.</summary>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{Requests:N0} requests ({RequestsShed:N0} shed), {LocalEvents:N0} local, {ExternalEvents:N0} external and {ExchangeEvents:N0} exchange events ({EventsShed:N0} deliveries shed), {Failures:N0} failures");
}
