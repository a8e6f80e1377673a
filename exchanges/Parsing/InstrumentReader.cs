using System.Globalization;
using System.Text.Json;

namespace Genesis.Exchanges;

/// <summary>Reads instruments from venues' REST answers: seldom, so a document tree is good enough.</summary>
internal static class InstrumentReader
{
    public static IReadOnlyList<Instrument> Read(ReadOnlySpan<byte> body, Func<JsonElement, IEnumerable<Instrument?>> read)
    {
        var reader = new Utf8JsonReader(body);
        using var document = JsonDocument.ParseValue(ref reader);
        return [.. read(document.RootElement).OfType<Instrument>()];
    }

    /// <summary>Makes one of each element; those that lack something or have it in another form are left out.</summary>
    public static IEnumerable<Instrument?> Each(IEnumerable<JsonElement> elements, Func<JsonElement, Instrument?> make)
    {
        foreach (var element in elements)
        {
            Instrument? instrument;
            try
            {
                instrument = make(element);
            }
            catch (Exception problem) when (problem is KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
            {
                continue;
            }
            yield return instrument;
        }
    }

    public static string Text(this JsonElement element, string field) =>
        element.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    public static bool IsTrue(this JsonElement element, string field) => element.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A number, written as one or as text; zero if it is not there.</summary>
    public static decimal Amount(this JsonElement element, string field) =>
        !element.TryGetProperty(field, out var value) ? 0
        : value.ValueKind == JsonValueKind.Number ? value.GetDecimal()
        : value.ValueKind == JsonValueKind.String && decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) ? amount
        : 0;

    /// <summary>10 to the power of minus this many.</summary>
    public static decimal Step(int places) => new(1, 0, 0, false, (byte)Math.Clamp(places, 0, 28));
}
