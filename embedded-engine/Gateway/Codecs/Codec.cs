namespace Genesis.Embedded.Gateway.Codecs;

/// <summary>Writes and reads values of one type.</summary>
internal abstract class Codec<T> : ICodec
{
    /// <summary>How a reader that does not know the type passes over a value. Others than <see cref="WireShape.Sized"/> must be so by themselves.</summary>
    public abstract WireShape Shape { get; }

    public abstract void Write(WireWriter writer, T value);

    public abstract T Read(WireReader reader);

    void ICodec.Write(WireWriter writer, object value) => Write(writer, (T)value);

    object? ICodec.Read(WireReader reader) => Read(reader);
}

/// <summary>A codec whose type is known at run time only.</summary>
internal interface ICodec
{
    void Write(WireWriter writer, object value);

    object? Read(WireReader reader);
}

/// <summary>A codec made of two functions.</summary>
internal sealed class FunctionCodec<T>(WireShape shape, Action<WireWriter, T> write, Func<WireReader, T> read) : Codec<T>
{
    public override WireShape Shape => shape;

    public override void Write(WireWriter writer, T value) => write(writer, value);

    public override T Read(WireReader reader) => read(reader);
}

/// <summary>Says why values of a type cannot cross, to whoever tries.</summary>
internal sealed class RefusingCodec<T>(string reason) : Codec<T>
{
    public override WireShape Shape => WireShape.Sized;

    public override void Write(WireWriter writer, T value) => throw new WireValueException(reason);

    public override T Read(WireReader reader) => throw new WireValueException(reason);
}
