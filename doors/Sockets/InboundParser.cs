using System.Text.Json;
using Genesis.Events;

namespace Genesis.Doors.Sockets;

/// <summary>Takes a client's message apart. Strict about what is there, so that a slip is said and not passed over.</summary>
internal static class InboundParser
{
    private const int MaxName = 200;
    private const int MaxId = 128;
    private const int MaxTypes = 1000;
    private const int MaxTimeoutMs = 600_000;

    private const string Known = "op, type, data, source, key, target, id, timeoutMs, types";

    /// <summary>Takes a message apart.</summary>
    /// <param name="message">The message.</param>
    /// <param name="depth">Levels of nesting that its data may have.</param>
    /// <param name="frame">What it says; its id is there also when something is wrong with the rest.</param>
    /// <returns>What is wrong with it, as a sentence; null when nothing is.</returns>
    public static string? Parse(ReadOnlySpan<byte> message, int depth, out InboundFrame frame)
    {
        var fields = default(Fields);
        string? problem;
        try
        {
            problem = Read(message, depth, ref fields);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            problem = $"The message is no JSON with data of at most {depth} levels: {exception.Message}";
        }
        if (problem is not null)
        {
            frame = new InboundFrame { Id = fields.Id, Type = "", Target = "", Types = [] };
            return problem;
        }
        frame = new InboundFrame
        {
            Kind = fields.Op switch { "request" => FrameKind.Request, "subscribe" => FrameKind.Subscribe, "unsubscribe" => FrameKind.Unsubscribe, _ => FrameKind.Event },
            Type = fields.Type ?? "",
            Target = fields.Target ?? "",
            Source = fields.Source,
            Key = fields.Key,
            Data = fields.Data,
            Id = fields.Id,
            Timeout = fields.TimeoutMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            Types = fields.Types ?? [],
        };
        return Problem(fields);
    }

    private static string? Read(ReadOnlySpan<byte> message, int depth, ref Fields fields)
    {
        // The message itself is a level above its data.
        var reader = new Utf8JsonReader(message, new JsonReaderOptions { MaxDepth = depth + 1 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return "The message is no JSON object.";
        string? problem = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            problem ??= fields.Take(name, ref reader, message);
        }
        // What comes after the object is no JSON.
        reader.Read();
        return problem;
    }

    private static string? Problem(in Fields fields) => fields.Op switch
    {
        null or "event" => EventPattern.ProblemOfType(fields.Type) is { } problem ? $"{problem} An event needs a type." : null,
        "request" => string.IsNullOrEmpty(fields.Type) ? "A request needs the field type."
            : string.IsNullOrEmpty(fields.Target) ? "A request needs the field target: the id of a component."
            : fields.Id.IsEmpty ? "A request needs the field id: it comes back with the reply."
            : null,
        "subscribe" or "unsubscribe" => fields.Types is not { Count: > 0 } ? $"{fields.Op} needs the field types: a list of types or patterns."
            : fields.Types.Select(EventPattern.ProblemOfPattern).FirstOrDefault(static problem => problem is not null),
        _ => $"There is no op '{fields.Op}'; use request, subscribe, unsubscribe, or leave it out for an event.",
    };

    /// <summary>The fields as they were read.</summary>
    private ref struct Fields
    {
        public string? Op;
        public string? Type;
        public string? Target;
        public string? Source;
        public string? Key;
        public ReadOnlySpan<byte> Data;
        public ReadOnlySpan<byte> Id;
        public int? TimeoutMs;
        public List<string>? Types;

        /// <summary>Reads a value, and goes to its end.</summary>
        public string? Take(string name, ref Utf8JsonReader reader, ReadOnlySpan<byte> message) => name switch
        {
            "op" => Text(name, ref reader, ref Op),
            "type" => Text(name, ref reader, ref Type),
            "target" => Text(name, ref reader, ref Target),
            "source" => Text(name, ref reader, ref Source),
            "key" => Text(name, ref reader, ref Key),
            "data" => Raw(ref reader, message, ref Data),
            "id" => TakeId(ref reader, message),
            "timeoutMs" => TakeTimeout(ref reader),
            "types" => TakeTypes(ref reader),
            _ => Unknown(name, ref reader),
        };

        private static string Unknown(string name, ref Utf8JsonReader reader)
        {
            reader.Skip();
            return $"There is no field {(name.Length <= 50 ? name : name[..50] + "…")}. Known are {Known}.";
        }

        private static string? Raw(ref Utf8JsonReader reader, ReadOnlySpan<byte> message, ref ReadOnlySpan<byte> value)
        {
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            value = message[from..(int)reader.BytesConsumed];
            return null;
        }

        private static string? Text(string name, ref Utf8JsonReader reader, ref string? value)
        {
            if (reader.TokenType == JsonTokenType.Null) return null;
            if (reader.TokenType != JsonTokenType.String)
            {
                reader.Skip();
                return $"The field {name} must be a text.";
            }
            value = reader.GetString();
            return value!.Length > MaxName ? $"The field {name} has {value.Length} characters; at most {MaxName} are taken." : null;
        }

        private string? TakeId(ref Utf8JsonReader reader, ReadOnlySpan<byte> message)
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
            {
                reader.Skip();
                return "The field id must be a text or a number.";
            }
            // It goes back as it is, so it must be one.
            if (reader.TokenType == JsonTokenType.String) reader.GetString();
            var raw = message[(int)reader.TokenStartIndex..(int)reader.BytesConsumed];
            if (raw.Length > MaxId) return $"The field id has {raw.Length} bytes; at most {MaxId} are taken.";
            Id = raw;
            return null;
        }

        private string? TakeTimeout(ref Utf8JsonReader reader)
        {
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var milliseconds) && milliseconds is > 0 and <= MaxTimeoutMs)
            {
                TimeoutMs = milliseconds;
                return null;
            }
            reader.Skip();
            return $"The field timeoutMs must be a whole number of milliseconds from 1 to {MaxTimeoutMs}.";
        }

        private string? TakeTypes(ref Utf8JsonReader reader)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                return "The field types must be a list of texts.";
            }
            Types = [];
            string? problem = null;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.String) problem = "The field types must be a list of texts.";
                else if (Types.Count == MaxTypes) problem = $"The field types has more than {MaxTypes} entries.";
                else Types.Add(reader.GetString()!);
                reader.Skip();
            }
            return problem;
        }
    }
}
