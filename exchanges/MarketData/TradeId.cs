using System.Globalization;

namespace Genesis.Exchanges;

/// <summary>A venue's id of a trade: a number on most venues, a UUID on some.</summary>
/// <param name="Value">The number, or the 128 bits of the UUID.</param>
/// <param name="IsUuid">Whether it is a UUID: only numbers can be told to be consecutive.</param>
public readonly record struct TradeId(UInt128 Value, bool IsUuid = false)
{
    public static TradeId Of(long number) => new((UInt128)number);

    /// <summary>As the venue writes it.</summary>
    public override string ToString()
    {
        if (!IsUuid) return Value.ToString(CultureInfo.InvariantCulture);
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
