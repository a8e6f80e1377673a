using System.Numerics;

namespace Genesis.Simulations.Determinism;

/// <summary>
/// Random numbers that a seed repeats on every machine and every version of .NET: xoshiro256**, its state filled by SplitMix64.
/// </summary>
internal sealed class SeededRandom : Random
{
    private ulong _a, _b, _c, _d;

    /// <param name="seed">The seed of the simulation.</param>
    /// <param name="purpose">Separates independent sequences of one seed.</param>
    public SeededRandom(long seed, string purpose)
        : base(0)
    {
        var state = (ulong)seed ^ TraceHash.Of(purpose);
        (_a, _b, _c, _d) = (Mix(ref state), Mix(ref state), Mix(ref state), Mix(ref state));
    }

    /// <summary>Gives 64 random bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    public override int Next() => (int)Below(int.MaxValue);

    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return (int)Below((ulong)maxValue);
    }

    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return (int)(minValue + (long)Below((ulong)((long)maxValue - minValue)));
    }

    public override long NextInt64() => (long)Below(long.MaxValue);

    public override long NextInt64(long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return (long)Below((ulong)maxValue);
    }

    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return (long)((ulong)minValue + Below((ulong)maxValue - (ulong)minValue));
    }

    public override double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    public override float NextSingle() => (NextBits() >> 40) * (1.0f / (1U << 24));

    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    public override void NextBytes(Span<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var bits = NextBits();
            for (var i = 0; i < 8 && buffer.Length > 0; i++, bits >>= 8, buffer = buffer[1..]) buffer[0] = (byte)bits;
        }
    }

    protected override double Sample() => NextDouble();

    /// <summary>Gives a number below the bound, or 0 for a bound of 0. The bias of one in 2^64 does not matter here.</summary>
    private ulong Below(ulong bound) => Math.BigMul(NextBits(), bound, out _);

    private static ulong Mix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
