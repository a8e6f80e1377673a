using System.Text.Json;

namespace Genesis;

/// <summary>
/// What a request, an answer or an event carries: a typed object, its JSON, or both. Inside a process the object itself is handed over;
/// JSON is made at most once, where a process or the outside world begins.
/// </summary>
/// <remarks>
/// The object must not be changed after it was given away. Objects that can be changed (with settable members, arrays, lists, dictionaries)
/// are therefore taken as the JSON that they have at that moment.
/// </remarks>
[Immutable, System.Text.Json.Serialization.JsonConverter(typeof(PayloadJsonConverter))]
public sealed class Payload
{
    /// <summary>No data: <c>{}</c>.</summary>
    public static Payload Empty { get; } = new(null, "{}"u8.ToArray());

    /// <summary>JSON's null.</summary>
    public static Payload Null { get; } = new(null, "null"u8.ToArray());

    // Each is written once from unset to set. Two threads may both make the JSON; they make the same.
    private object? _value;
    private byte[]? _utf8;

    private Payload(object? value, byte[]? utf8) => (_value, _utf8) = (value, utf8);

    /// <summary>Wraps a value; a payload stays itself, null becomes <see cref="Empty"/>.</summary>
    /// <exception cref="PayloadException">The value can be changed and has no JSON.</exception>
    public static Payload Of(object? value) => value switch
    {
        null => Empty,
        Payload payload => payload,
        JsonElement json => new Payload(null, PayloadJson.Write(json)),
        _ when PayloadTypes.CanBeShared(value.GetType()) => new Payload(value, null),
        _ => new Payload(null, PayloadJson.Write(value)),
    };

    /// <summary>Takes JSON from outside, after checking that it is JSON within the limits.</summary>
    /// <exception cref="PayloadException">It is not JSON, too large or too deep.</exception>
    public static Payload FromJson(ReadOnlySpan<byte> utf8, PayloadLimits? limits = null)
    {
        PayloadJson.Check(utf8, limits ?? PayloadLimits.Default);
        return new Payload(null, utf8.ToArray());
    }

    /// <inheritdoc cref="FromJson(ReadOnlySpan{byte}, PayloadLimits?)"/>
    public static Payload FromJson(string json, PayloadLimits? limits = null) => FromJson(System.Text.Encoding.UTF8.GetBytes(json), limits);

    /// <summary>Takes JSON that this program has written itself.</summary>
    internal static Payload FromTrustedJson(byte[] utf8) => new(null, utf8);

    /// <summary>The object, if there is one: what was given, or what was last converted to.</summary>
    public object? Value => Volatile.Read(ref _value);

    /// <summary>The JSON, made at the first use.</summary>
    /// <exception cref="PayloadException">The value cannot be written as JSON.</exception>
    public ReadOnlyMemory<byte> Utf8 => _utf8 ??= PayloadJson.Write(_value);

    /// <summary>Whether this holds an object that no JSON was made of: the fast path inside a process.</summary>
    public bool IsObjectOnly => _utf8 is null;

    /// <summary>The data as this type: the object itself if it is one, else converted through JSON, once for each type in turn.</summary>
    /// <exception cref="PayloadException">The data do not fit the type.</exception>
    public T As<T>()
    {
        if (Volatile.Read(ref _value) is T typed) return typed;
        var converted = PayloadJson.Read<T>(Utf8.Span);
        // Only what nobody can change is kept for the next reader.
        if (converted is not null && PayloadTypes.CanBeShared(converted.GetType())) Volatile.Write(ref _value, converted);
        return converted;
    }

    /// <summary>The JSON as text.</summary>
    public override string ToString() => System.Text.Encoding.UTF8.GetString(Utf8.Span);
}
