using System.Text.Json;
using Genesis.Embedded.Calls;

namespace Genesis.Embedded.Gateway.Codecs;

/// <summary>
/// Plain types without marks go as JSON: convenient, slower, and only where the type is declared (a message cannot name one). The Orleans
/// engine refuses such types unless it is told to use JSON for them.
/// </summary>
internal sealed class JsonCodec<T> : Codec<T>
{
    private static readonly JsonSerializerOptions Options = new() { IncludeFields = true, MaxDepth = WireWriter.MostNesting };

    public override WireShape Shape => WireShape.Counted;

    public override void Write(WireWriter writer, T value)
    {
        if (value is null)
        {
            writer.WriteNull();
            return;
        }
        try
        {
            writer.WriteBytes(JsonSerializer.SerializeToUtf8Bytes(value, Options));
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new WireValueException(
                $"{Reflect.Name(typeof(T))} has no [GenerateSerializer] and does not go through System.Text.Json either: {exception.Message}", exception);
        }
    }

    public override T Read(WireReader reader)
    {
        if (!reader.ReadBytes(out var bytes)) return default!;
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, Options)!;
        }
        catch (Exception exception)
        {
            throw new WireValueException($"{Reflect.Name(typeof(T))} could not be read from JSON: {exception.Message}", exception);
        }
    }
}

/// <summary>Which types are tried as JSON.</summary>
internal static class JsonCodec
{
    public static bool Handles(Type type) =>
        type is { IsClass: true, IsAbstract: false } or { IsValueType: true, IsByRefLike: false }
        && !type.IsPointer && !type.IsArray
        && !typeof(Delegate).IsAssignableFrom(type)
        && !typeof(Task).IsAssignableFrom(type)
        && !typeof(System.Reflection.MemberInfo).IsAssignableFrom(type)
        && !typeof(Stream).IsAssignableFrom(type)
        && type != typeof(CancellationToken) && type != typeof(object);
}
