using System.Text.Json;

namespace Genesis.Doors;

/// <summary>The body of a request or an event: <c>{"type","data","source","timeoutMs"}</c>.</summary>
/// <param name="Type">Type of the request or event.</param>
/// <param name="Data">Its data; <c>{}</c> when left out.</param>
/// <param name="Source">Who sends it; <c>external</c> when left out.</param>
/// <param name="Timeout">How long to wait for the answer; by policy when left out.</param>
/// <param name="Key">What an event is about; requests have none.</param>
internal readonly record struct RequestBody(string Type, Payload Data, string Source, TimeSpan? Timeout, string? Key)
{
    private const string RequestFields = "type, data, source, timeoutMs";
    private const string EventFields = "type, data, source, key";

    /// <summary>Reads one.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="limits">Bounds of its data.</param>
    /// <param name="isEvent">Whether it is an event's.</param>
    /// <param name="body">What was read.</param>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public static Problem? Read(ReadOnlySpan<byte> utf8, PayloadLimits limits, bool isEvent, out RequestBody body)
    {
        body = default;
        // One level more than the data: that of the body itself.
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = limits.MaxDepth + 1 });
        try
        {
            if (utf8.IsEmpty) return Problems.BadJson("The body is empty. Send an object like {\"type\":\"echo\",\"data\":{}}.");
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) return Problems.BadJson($"The body is {JsonFields.Kind(reader.TokenType)}, but it must be an object like {{\"type\":\"echo\",\"data\":{{}}}}.");
            return ReadFields(utf8, ref reader, limits, isEvent, out body);
        }
        catch (JsonException exception)
        {
            return Problems.BadJson(exception.Message.Contains("depth", StringComparison.OrdinalIgnoreCase) ? $"{exception.Message} Data may have {limits.MaxDepth} levels." : exception.Message);
        }
        catch (Exception exception) when (exception is PayloadException or InvalidOperationException)
        {
            // The reader meets invalid UTF-8 with an InvalidOperationException.
            return Problems.BadJson(exception.Message);
        }
    }

    private static Problem? ReadFields(ReadOnlySpan<byte> utf8, ref Utf8JsonReader reader, PayloadLimits limits, bool isEvent, out RequestBody body)
    {
        List<string> errors = [];
        var seen = Field.None;
        var (type, source, data, timeout, key) = ((string?)null, (string?)ComponentBus.Outside, Payload.Empty, (TimeSpan?)null, (string?)null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = FieldOf(ref reader, isEvent);
            if (field == Field.None)
            {
                JsonFields.Unknown(ref reader, reader.GetString()!, isEvent ? EventFields : RequestFields, errors);
                continue;
            }
            if ((seen & field) != 0) errors.Add($"{reader.GetString()} is there twice, but it must be there once.");
            seen |= field;
            reader.Read();
            if (field == Field.Type) type = JsonFields.Name(ref reader, "type", errors);
            else if (field == Field.Source) source = reader.TokenType == JsonTokenType.Null ? source : JsonFields.Name(ref reader, "source", errors);
            else if (field == Field.Key) key = reader.TokenType == JsonTokenType.Null ? null : JsonFields.Name(ref reader, "key", errors);
            else if (field == Field.Timeout) timeout = JsonFields.Milliseconds(ref reader, "timeoutMs", errors);
            else data = JsonFields.Data(utf8, ref reader, limits)!;
        }
        // Comments, a second value and the like are met here.
        while (reader.Read()) { }
        if ((seen & Field.Type) == 0) errors.Add("type is left out, but it must be a text.");
        body = errors.Count == 0 ? new(type!, data, source!, timeout, key) : default;
        return errors.Count == 0 ? null : Problems.BadFields(errors[0], errors);
    }

    private static Field FieldOf(ref Utf8JsonReader reader, bool isEvent) =>
        reader.ValueTextEquals("type"u8) ? Field.Type
        : reader.ValueTextEquals("data"u8) ? Field.Data
        : reader.ValueTextEquals("source"u8) ? Field.Source
        : !isEvent && reader.ValueTextEquals("timeoutMs"u8) ? Field.Timeout
        : isEvent && reader.ValueTextEquals("key"u8) ? Field.Key
        : Field.None;

    [Flags]
    private enum Field
    {
        None = 0,
        Type = 1,
        Data = 2,
        Source = 4,
        Timeout = 8,
        Key = 16,
    }
}
