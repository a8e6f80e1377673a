using System.Collections.Immutable;

namespace Genesis.Benchmarks.Components;

/// <summary>A component with a state of some 300 bytes of JSON that every request changes.</summary>
internal sealed class KeptComponent : Component<KeptComponent.Kept>
{
    internal sealed record Kept(long Handled, decimal Amount, DateTimeOffset Since, ImmutableArray<string> Recent);

    protected override Kept InitialState => new(0, 0, default, [.. Enumerable.Range(0, 4).Select(static i => $"trade.btc-usdt {i * 61_234} accepted, filled in time")]);

    protected override ValueTask<object?> OnRequest(ComponentRequest request)
    {
        State = State with { Handled = State.Handled + 1, Amount = State.Amount + 0.25m };
        return new(State.Handled);
    }
}
