using Genesis.Embedded.Calls;
using Genesis.Embedded.Hosting;
using Orleans.Runtime;

namespace Genesis.Embedded.Gateway.Codecs;

/// <summary>A reference to a grain or an observer: its identity and the interface to call it by. A grain that passes itself goes as a reference to it.</summary>
internal sealed class ReferenceCodec<T> : Codec<T>
{
    public override WireShape Shape => WireShape.Sized;

    public override void Write(WireWriter writer, T value)
    {
        if (value is null)
        {
            writer.WriteByte(0);
            return;
        }
        GrainReference reference;
        try
        {
            reference = (GrainReference)ArgumentCopier.AsReference(value, typeof(T));
        }
        catch (NotSupportedException exception)
        {
            throw new WireValueException(exception.Message, exception);
        }
        writer.WriteByte(1);
        WireCodec<GrainId>.Write(writer, reference.GrainId);
        writer.WriteString(reference.Shared.Interface is { } face ? WireName.OfType(face) : null);
    }

    public override T Read(WireReader reader)
    {
        var there = reader.ReadByte();
        if (there > 1) throw new WireFormatException("A reference is neither there nor not.");
        if (there == 0) return default!;
        var id = WireCodec<GrainId>.Read(reader);
        var name = reader.ReadString();
        if (id.Type.IsDefault || id.Key.IsDefault) throw new WireFormatException("A reference names no grain.");
        var references = reader.References ?? throw new WireValueException("References to grains cannot be read here.");
        // The declared interface is known here; the one it was sent with need not be.
        var face = name is null ? null : InterfaceNames.Find(name);
        if (face is null || !face.IsAssignableTo(typeof(T))) face = IsCallable(typeof(T)) ? typeof(T) : null;
        object reference = face is null ? references.Untyped(id) : references.Get(id, face);
        return reference is T fitting
            ? fitting
            : throw new WireValueException($"The reference to {id} is for the interface '{name}', which this process does not have and which is not a {Reflect.Name(typeof(T))}.");
    }

    private static bool IsCallable(Type type) => type.IsInterface && type.Assembly != typeof(IAddressable).Assembly;
}
