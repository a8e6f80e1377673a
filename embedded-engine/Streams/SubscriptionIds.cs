using System.Buffers.Binary;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Streams;

/// <summary>
/// Makes the ids of subscriptions. As in Orleans the highest bit of the last byte tells implicit from explicit ones; an implicit one follows from
/// the grain type and the stream, so that everybody finds the same.
/// </summary>
internal sealed class SubscriptionIds(TimeProvider time)
{
    private int _last;

    /// <summary>An id that no subscription has: made of the time, a counter, the stream and the consumer.</summary>
    public Guid Next(StreamKey stream, string consumer)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, time.GetUtcNow().Ticks);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], Interlocked.Increment(ref _last));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], StableHash.ComputeUtf8Hash(consumer, stream.ToGrainKey()));
        bytes[15] &= 0x7f;
        return new Guid(bytes);
    }

    public static Guid Implicit(GrainType consumer, StreamKey stream)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, StableHash.ComputeUtf8Hash(null, consumer.ToString()!));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], StableHash.ComputeUtf8Hash(stream.Id.GetNamespace(), stream.Id.GetKeyAsString()));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], StableHash.ComputeUtf8Hash(stream.Id.GetKeyAsString(), stream.Id.GetNamespace() ?? ""));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], StableHash.ComputeUtf8Hash(null, stream.Provider));
        bytes[15] |= 0x80;
        return new Guid(bytes);
    }

    public static bool IsImplicit(Guid subscriptionId)
    {
        Span<byte> bytes = stackalloc byte[16];
        subscriptionId.TryWriteBytes(bytes);
        return (bytes[15] & 0x80) != 0;
    }
}
