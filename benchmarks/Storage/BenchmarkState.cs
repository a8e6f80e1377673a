using System.Collections.Immutable;
using Genesis.Storage;

namespace Genesis.Benchmarks.Storage;

/// <summary>A state of some 600 bytes of JSON, about as large as a small component's checkpoint.</summary>
[GenerateSerializer, Immutable]
internal sealed record BenchmarkState(
    [property: Id(0)] string Id, [property: Id(1)] long Handled, [property: Id(2)] decimal Amount, [property: Id(3)] ImmutableArray<string> Recent, [property: Id(4)] bool HasDurableEffects)
    : IDurableEffects
{
    public static BenchmarkState Of(int component, long round, bool durable) => new(
        $"strategy-{component}", round, round * 1.5m, [.. Enumerable.Range(0, 10).Select(i => $"trade.btc-usdt {component} {round + i}, handled in time")], durable);
}
