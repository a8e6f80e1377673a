using System.Security.Cryptography;

namespace Genesis.Embedded.Calls;

/// <summary>Names for call chains: a random part per process, then a counter. Only their equality matters, never their order.</summary>
internal static class ChainIds
{
    private static readonly long Process = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8));
    private static long _last;

    public static Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, Process);
        BitConverter.TryWriteBytes(bytes[8..], Interlocked.Increment(ref _last));
        return new Guid(bytes);
    }
}
