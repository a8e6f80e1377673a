using System.Globalization;

namespace Genesis.Trading;

/// <summary>How money and amounts are rounded and written. Products of prices and amounts are never rounded.</summary>
internal static class Money
{
    /// <summary>Digits after the point of fees and of shares of a cost. What is rounded off stays in the position's cost.</summary>
    public const int Digits = 10;

    /// <summary>Digits after the point that prices and amounts of orders may have.</summary>
    public const int OrderDigits = 10;

    /// <summary>A fee; what is below the last digit is given away.</summary>
    public static decimal Fee(decimal worth, decimal rate) => decimal.Round(worth * rate, Digits, MidpointRounding.ToZero);

    /// <summary>For people.</summary>
    public static string Text(decimal value) => value.ToString("0.##########", CultureInfo.InvariantCulture);
}
