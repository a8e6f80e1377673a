using System.Globalization;

namespace Genesis.Exchanges;

/// <summary>Numbers from UTF-8 text: exact, or refused.</summary>
internal static class Numbers
{
    // A decimal holds 28 digits; what has more would be rounded.
    private const int MostDigits = 28;
    private const int MostFastDigits = 19;

    /// <summary>A price or size: not negative, every digit kept, trailing zeros too.</summary>
    /// <exception cref="FormatException">Not a number, negative, or too long to be exact.</exception>
    public static decimal Decimal(ReadOnlySpan<byte> text)
    {
        ulong mantissa = 0;
        var scale = 0;
        var point = -1;
        if (text.Length is 0 or > MostFastDigits) return Slow(text);
        for (var i = 0; i < text.Length; i++)
        {
            var digit = (uint)text[i] - '0';
            if (digit <= 9) mantissa = (mantissa * 10) + digit;
            else if (text[i] == '.' && point < 0) point = i;
            else return Slow(text);
        }
        if (point >= 0) scale = text.Length - point - 1;
        if (point == 0 || (point > 0 && scale == 0)) return Slow(text);
        return new decimal((int)mantissa, (int)(mantissa >> 32), 0, false, (byte)scale);
    }

    /// <exception cref="FormatException">Not a whole number of 64 bits.</exception>
    public static long Integer(ReadOnlySpan<byte> text) =>
        System.Buffers.Text.Utf8Parser.TryParse(text, out long value, out var used) && used == text.Length ? value : throw Refuse(text, "a whole number");

    /// <summary>Seconds, or milli-, micro- or nanoseconds, since 1970: which of them the magnitude tells, for every time from 2001 on.</summary>
    public static DateTimeOffset UnixTime(long value) => value switch
    {
        <= 0 => throw new FormatException($"{value} is no time"),
        < 100_000_000_000 => DateTimeOffset.FromUnixTimeSeconds(value),
        < 100_000_000_000_000 => FromTicks(value * TimeSpan.TicksPerMillisecond),
        < 100_000_000_000_000_000 => FromTicks(value * TimeSpan.TicksPerMicrosecond),
        _ => FromTicks(value / TimeSpan.NanosecondsPerTick),
    };

    /// <summary>Seconds since 1970 with a fraction: <c>1618678132.3858151</c>.</summary>
    public static DateTimeOffset UnixSeconds(ReadOnlySpan<byte> text)
    {
        var point = text.IndexOf((byte)'.');
        var whole = Integer(point < 0 ? text : text[..point]);
        if (whole is < 0 or > 100_000_000_000) throw Refuse(text, "a time");
        long ticks = 0, unit = TimeSpan.TicksPerSecond / 10;
        if (point >= 0)
            foreach (var character in text[(point + 1)..])
            {
                if (!char.IsAsciiDigit((char)character)) throw Refuse(text, "a time");
                ticks += (character - '0') * unit;
                unit /= 10;
            }
        return FromTicks((whole * TimeSpan.TicksPerSecond) + ticks);
    }

    /// <summary>The number's digits without point and leading zeros, as Kraken's checksum wants them.</summary>
    /// <returns>How many were written.</returns>
    public static int WriteDigits(decimal value, Span<byte> target)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var low = ((ulong)(uint)bits[1] << 32) | (uint)bits[0];
        int written;
        if (bits[2] == 0) low.TryFormat(target, out written, default, CultureInfo.InvariantCulture);
        else new UInt128((uint)bits[2], low).TryFormat(target, out written, default, CultureInfo.InvariantCulture);
        return written;
    }

    /// <summary>The number as it was written, with its trailing zeros.</summary>
    /// <returns>How many bytes were written.</returns>
    public static int WritePlain(decimal value, Span<byte> target)
    {
        int scale = value.Scale;
        if (scale == 0) return WriteDigits(value, target);
        Span<byte> digits = stackalloc byte[29];
        var count = WriteDigits(value, digits);
        var whole = Math.Max(0, count - scale);
        digits[..whole].CopyTo(target);
        if (whole == 0) target[whole++] = (byte)'0';
        target[whole++] = (byte)'.';
        var zeros = Math.Max(0, scale - count);
        target.Slice(whole, zeros).Fill((byte)'0');
        var fraction = digits[Math.Max(0, count - scale)..count];
        fraction.CopyTo(target[(whole + zeros)..]);
        return whole + zeros + fraction.Length;
    }

    private static DateTimeOffset FromTicks(long ticks) => new(DateTime.UnixEpoch.Ticks + ticks, TimeSpan.Zero);

    private static decimal Slow(ReadOnlySpan<byte> text)
    {
        // Digits that are counted together with the exponent's places stay within what a decimal holds: nothing is rounded off.
        var digits = 0;
        var exponent = text.IndexOfAny((byte)'e', (byte)'E');
        foreach (var character in exponent < 0 ? text : text[..exponent])
            if (char.IsAsciiDigit((char)character)) digits++;
        if (exponent >= 0) digits += (int)Math.Min(MostDigits + 1, Math.Abs(Integer(text[(exponent + 1)..])));
        if (digits <= MostDigits
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)) return value;
        throw Refuse(text, "an exact amount");
    }

    private static FormatException Refuse(ReadOnlySpan<byte> text, string wanted) =>
        new($"'{System.Text.Encoding.UTF8.GetString(text[..Math.Min(text.Length, 40)])}' is not {wanted}");
}
