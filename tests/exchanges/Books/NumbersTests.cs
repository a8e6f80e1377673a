using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges;

/// <summary>Numbers from text: exact, with every digit, or refused.</summary>
public sealed class NumbersTests
{
    [Fact]
    public void A_decimal_comes_back_as_it_was_written() => Prop.ForAll(ArbMap.Default.ArbFor<decimal>(), value =>
    {
        var text = Math.Abs(value).ToString(CultureInfo.InvariantCulture);
        Numbers.Decimal(Encoding.UTF8.GetBytes(text)).ToString(CultureInfo.InvariantCulture).ShouldBe(text);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("0.00000000", "0.00000000")]
    [InlineData("007.10", "7.10")]
    [InlineData("1e-8", "0.00000001")]
    [InlineData("1.5E+3", "1500")]
    [InlineData("9999999999999999999", "9999999999999999999")]
    [InlineData("18446744073709551616", "18446744073709551616")]
    [InlineData("1234567890.123456789012345678", "1234567890.123456789012345678")]
    public void A_number_is_read_exactly(string text, string value) =>
        Numbers.Decimal(Encoding.UTF8.GetBytes(text)).ToString(CultureInfo.InvariantCulture).ShouldBe(value);

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1,5")]
    [InlineData("1.2.3")]
    [InlineData(" 1")]
    [InlineData("0x10")]
    [InlineData("1e")]
    [InlineData("1e-9999999999")]
    [InlineData("0.12345678901234567890123456789")]
    public void What_is_no_exact_amount_is_refused(string text) => Should.Throw<FormatException>(() => Numbers.Decimal(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("0.05000", "5000")]
    [InlineData("0.00000500", "500")]
    [InlineData("12345.6", "123456")]
    [InlineData("7922816251426433759354395.0335", "79228162514264337593543950335")]
    public void Krakens_digits_have_no_point_and_no_leading_zeros(string text, string digits)
    {
        Span<byte> target = stackalloc byte[32];
        var length = Numbers.WriteDigits(decimal.Parse(text, CultureInfo.InvariantCulture), target);
        Encoding.UTF8.GetString(target[..length]).ShouldBe(digits);
    }

    [Fact]
    public void A_decimal_is_written_as_it_was_read() => Prop.ForAll(ArbMap.Default.ArbFor<decimal>(), value =>
    {
        var target = new byte[40];
        var length = Numbers.WritePlain(Math.Abs(value), target);
        Encoding.UTF8.GetString(target, 0, length).ShouldBe(Math.Abs(value).ToString(CultureInfo.InvariantCulture));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_magnitude_of_a_time_tells_its_unit()
    {
        foreach (var value in new[] { 1700000000L, 1700000000_000, 1700000000_000_000, 1700000000_000_000_000 })
            Numbers.UnixTime(value).ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1700000000));
        Should.Throw<FormatException>(() => Numbers.UnixTime(0));
        Should.Throw<FormatException>(() => Numbers.UnixTime(-5));
    }

    [Fact]
    public void The_checksum_is_the_standard_one()
    {
        Crc32.Of("123456789"u8).ShouldBe(0xCBF43926u);
        Crc32.Of("The quick brown fox jumps over the lazy dog"u8).ShouldBe(0x414FA339u);
        Crc32.Of(default).ShouldBe(0u);
    }
}
