using System.Runtime.CompilerServices;
using Genesis.Embedded.Calls;

namespace Genesis.Embedded.Gateway.Codecs;

/// <summary>
/// An exception: type, message, stack, inner ones, and the members of marked types. It is built again if its type is loaded here
/// and made to be built from a message; otherwise a substitute names the type.
/// </summary>
internal sealed class ExceptionCodec<T> : Codec<T>
{
    public override WireShape Shape => WireShape.Sized;

    public override void Write(WireWriter writer, T value)
    {
        if (value is not Exception exception) writer.WriteNull();
        else ExceptionWire.Write(writer, exception);
    }

    public override T Read(WireReader reader)
    {
        var exception = ExceptionWire.Read(reader);
        return exception switch
        {
            null => default!,
            T fitting => fitting,
            _ => throw new WireValueException($"An exception of another type came where {Reflect.Name(typeof(T))} is declared: {exception.Message}"),
        };
    }
}

/// <summary>How exceptions look on the wire, whatever type their place declares.</summary>
internal static class ExceptionWire
{
    private const int MostInner = 16;
    private const int MostText = 64 * 1024;

    public static void Write(WireWriter writer, Exception exception)
    {
        writer.WriteByte(1);
        writer.Enter();
        writer.WriteString(exception.GetType().FullName);
        // An AggregateException adds its inner messages to its own when asked; that must not happen twice.
        writer.WriteString(Shorten(exception is AggregateException ? RawMessage(exception) ?? "" : MessageOf(exception)));
        writer.WriteString(Shorten(exception.StackTrace));
        writer.WriteVar((uint)exception.HResult);
        IEnumerable<Exception> all = exception is AggregateException aggregate ? aggregate.InnerExceptions
            : exception.InnerException is { } one ? [one] : [];
        var inner = all.Take(MostInner).ToArray();
        writer.WriteVar((uint)inner.Length);
        foreach (var cause in inner) Write(writer, cause);
        var start = writer.BeginSized();
        ExceptionMembers.Of(exception.GetType())?.Write(writer, exception);
        writer.EndSized(start);
        writer.Leave();
    }

    public static Exception? Read(WireReader reader)
    {
        var there = reader.ReadByte();
        if (there > 1) throw new WireFormatException("An exception is neither there nor not.");
        if (there == 0) return null;
        reader.Enter();
        var (name, message, stack, code) = (reader.ReadText(), reader.ReadString() ?? "", reader.ReadString(), (int)reader.ReadVar32());
        var inner = new Exception[Math.Min(reader.ReadCount(), MostInner + 1)];
        if (inner.Length > MostInner) throw new WireFormatException("An exception has too many inner ones.");
        for (var i = 0; i < inner.Length; i++) inner[i] = Read(reader) ?? throw new WireFormatException("An inner exception is missing.");
        var end = reader.ReadSize();
        var exception = ExceptionBuilder.Build(name, message, inner);
        var members = ExceptionMembers.Of(exception.GetType());
        if (members is not null && exception.GetType().FullName == name && !reader.IsAt(end)) members.Read(reader, exception);
        else reader.MoveTo(end);
        reader.ExpectEnd(end);
        reader.Leave();
        exception.HResult = code;
        if (!string.IsNullOrEmpty(stack)) System.Runtime.ExceptionServices.ExceptionDispatchInfo.SetRemoteStackTrace(exception, stack);
        return exception;
    }

    private static string MessageOf(Exception exception)
    {
        try
        {
            return exception.Message;
        }
        catch (Exception failure)
        {
            // A Message that throws must not hide that there was an exception.
            return $"(its Message threw {failure.GetType().Name})";
        }
    }

    private static string? Shorten(string? text) => text is { Length: > MostText } ? string.Concat(text.AsSpan(0, MostText), "… (cut)") : text;

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_message")]
    public static extern ref string? RawMessage(Exception exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_innerException")]
    public static extern ref Exception? RawInner(Exception exception);
}
