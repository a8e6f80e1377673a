using Orleans;

namespace Genesis.Tests.Embedded.Gateway;

[GenerateSerializer, Immutable, Alias("wire.order")]
public sealed record WireOrder([property: Id(0)] string Symbol, [property: Id(1)] decimal Price, [property: Id(2)] int Quantity, [property: Id(3)] WireSide Side = WireSide.Buy)
{
    [Id(4)]
    public WireOrder? Parent { get; init; }

    [Id(5)]
    public IReadOnlyList<string> Tags { get; init; } = [];

    [Id(6)]
    public Dictionary<string, double>? Weights { get; init; }

    public bool Equals(WireOrder? other) =>
        other is not null && Symbol == other.Symbol && Price == other.Price && Quantity == other.Quantity && Side == other.Side
        && Equals(Parent, other.Parent) && (Tags ?? []).SequenceEqual(other.Tags ?? [])
        && (Weights ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal).SequenceEqual((other.Weights ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal));

    public override int GetHashCode() => Symbol?.GetHashCode(StringComparison.Ordinal) ?? 0;
}

public enum WireSide : byte
{
    Buy,
    Sell = 200,
}

/// <summary>What an older process knows of <see cref="WireOrder"/>.</summary>
[GenerateSerializer, Immutable, Alias("wire.order.old")]
public sealed record OldWireOrder([property: Id(0)] string Symbol, [property: Id(2)] int Quantity);

/// <summary>What a newer process knows of it.</summary>
[GenerateSerializer, Immutable, Alias("wire.order.new")]
public sealed record NewWireOrder(
    [property: Id(0)] string Symbol, [property: Id(1)] decimal Price, [property: Id(2)] int Quantity, [property: Id(7)] string? Venue, [property: Id(8)] long[]? Fills);

[GenerateSerializer, Immutable]
public abstract record WireShapeBase([property: Id(0)] string Name);

[GenerateSerializer, Immutable, Alias("wire.circle")]
public sealed record WireCircle(string Name, [property: Id(0)] double Radius) : WireShapeBase(Name);

[GenerateSerializer, Immutable]
public sealed record WireGroup(string Name, [property: Id(0)] List<WireShapeBase> Parts) : WireShapeBase(Name);

/// <summary>A record without numbers: the position of a parameter is its number.</summary>
[GenerateSerializer]
public record struct WirePair<T>(T First, T Second);

[GenerateSerializer]
public class WireMutable
{
    [Id(0)]
    private int _hidden = 7;

    [Id(1)]
    public string Text { get; private set; } = "preset";

    [Id(2)]
    public int? Maybe { get; set; } = 5;

    public int Hidden => _hidden;

    public void Set(int hidden, string text) => (_hidden, Text) = (hidden, text);
}

public sealed class WirePlain
{
    public string? Name { get; set; }
    public int[] Numbers { get; set; } = [];
}

/// <summary>Knows how to be made only from its own parse.</summary>
public sealed class WireForeign
{
    private WireForeign(string text) => Text = text;

    public string Text { get; }

    public static WireForeign Of(string text) => new(text);
}

[GenerateSerializer]
public struct WireForeignSurrogate
{
    [Id(0)]
    public string Text { get; set; }
}

[RegisterConverter]
public sealed class WireForeignConverter : IConverter<WireForeign, WireForeignSurrogate>
{
    public WireForeign ConvertFromSurrogate(in WireForeignSurrogate surrogate) =>
        surrogate.Text == "refused" ? throw new ArgumentException("not this one") : WireForeign.Of(surrogate.Text);

    public WireForeignSurrogate ConvertToSurrogate(in WireForeign value) => new() { Text = value.Text };
}

public sealed class WireUnbuildableException(int code) : Exception($"code {code}");

[GenerateSerializer]
public sealed class WireMarkedException : Exception
{
    public WireMarkedException(string message, int code)
        : base(message) => Code = code;

    [Id(0)]
    public int Code { get; }
}
