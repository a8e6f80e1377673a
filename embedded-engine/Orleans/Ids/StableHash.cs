using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Orleans;

/// <summary>A hash that is the same in every process and on every machine: xxHash32 with seed 0.</summary>
public static class StableHash
{
    private const uint Prime1 = 2654435761;
    private const uint Prime2 = 2246822519;
    private const uint Prime3 = 3266489917;
    private const uint Prime4 = 668265263;
    private const uint Prime5 = 374761393;

    /// <summary>The hash of these bytes.</summary>
    public static uint ComputeHash(ReadOnlySpan<byte> data)
    {
        var length = (uint)data.Length;
        uint hash;
        if (data.Length >= 16)
        {
            uint a = unchecked(Prime1 + Prime2), b = Prime2, c = 0, d = unchecked(0u - Prime1);
            do
            {
                a = Round(a, data);
                b = Round(b, data[4..]);
                c = Round(c, data[8..]);
                d = Round(d, data[12..]);
                data = data[16..];
            }
            while (data.Length >= 16);

            hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7)
                + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
        }
        else
        {
            hash = Prime5;
        }

        return Finish(hash + length, data);
    }

    /// <summary>The hash of the text's UTF-16 code units, little-endian.</summary>
    public static uint ComputeHash(string data) =>
        ComputeHash(BitConverter.IsLittleEndian ? MemoryMarshal.AsBytes(data.AsSpan()) : Encoding.Unicode.GetBytes(data));

    /// <summary>The hash of the UTF-8 form of two texts put together.</summary>
    internal static uint ComputeUtf8Hash(ReadOnlySpan<char> first, ReadOnlySpan<char> second = default)
    {
        const int StackLimit = 256;
        var size = Encoding.UTF8.GetMaxByteCount(first.Length + second.Length);
        var buffer = size <= StackLimit ? stackalloc byte[StackLimit] : new byte[size];
        var length = Encoding.UTF8.GetBytes(first, buffer);
        length += Encoding.UTF8.GetBytes(second, buffer[length..]);
        return ComputeHash(buffer[..length]);
    }

    private static uint Round(uint accumulator, ReadOnlySpan<byte> lane) =>
        BitOperations.RotateLeft(accumulator + (BinaryPrimitives.ReadUInt32LittleEndian(lane) * Prime2), 13) * Prime1;

    private static uint Finish(uint hash, ReadOnlySpan<byte> tail)
    {
        for (; tail.Length >= 4; tail = tail[4..])
            hash = BitOperations.RotateLeft(hash + (BinaryPrimitives.ReadUInt32LittleEndian(tail) * Prime3), 17) * Prime4;
        foreach (var value in tail)
            hash = BitOperations.RotateLeft(hash + (value * Prime5), 11) * Prime1;

        hash = (hash ^ (hash >> 15)) * Prime2;
        hash = (hash ^ (hash >> 13)) * Prime3;
        return hash ^ (hash >> 16);
    }
}
