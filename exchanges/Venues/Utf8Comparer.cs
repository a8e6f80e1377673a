using System.Runtime.InteropServices;

namespace Genesis.Exchanges;

/// <summary>Looks up byte strings by a span of a frame, so that a known name costs no string.</summary>
internal sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static readonly Utf8Comparer Instance = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] obj) => GetHashCode((ReadOnlySpan<byte>)obj);

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = 0xcbf29ce484222325ul;
        while (alternate.Length >= sizeof(ulong))
        {
            hash = (hash ^ MemoryMarshal.Read<ulong>(alternate)) * 0x9e3779b97f4a7c15ul;
            hash ^= hash >> 32;
            alternate = alternate[sizeof(ulong)..];
        }
        foreach (var value in alternate) hash = (hash ^ value) * 0x100000001b3ul;
        return (int)(hash ^ (hash >> 29));
    }
}
