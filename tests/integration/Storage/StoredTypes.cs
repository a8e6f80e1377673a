using System.Collections.Immutable;
using Genesis.Storage;

namespace Genesis.Tests.Integration.Storage;

/// <summary>A state as components have it.</summary>
[GenerateSerializer, Immutable]
public sealed record Position([property: Id(0)] string Symbol, [property: Id(1)] decimal Amount, [property: Id(2)] ImmutableArray<string> Recent) : IDurableEffects
{
    public static Position Of(int number) => new("BTC-USDT", number, [$"event {number}", "aufgehört, ¥€$"]);

    public static Position Big(int number) => new("BTC-USDT", number, [.. Enumerable.Range(0, 500).Select(i => $"an event like many others, number {i}")]);

    [System.Text.Json.Serialization.JsonIgnore]
    public bool HasDurableEffects => Symbol == "durable";

    /// <summary>Arrays are compared by what is in them.</summary>
    public void ShouldEqual(Position other)
    {
        (this with { Recent = other.Recent }).ShouldBe(other);
        Recent.SequenceEqual(other.Recent).ShouldBeTrue();
    }
}

/// <summary>A state that may change while it is written.</summary>
public sealed class Wallet
{
    public int Coins { get; set; }
}

/// <summary>A state that somebody else would have.</summary>
[GenerateSerializer, Immutable]
public sealed record Other([property: Id(0)] int Number);
