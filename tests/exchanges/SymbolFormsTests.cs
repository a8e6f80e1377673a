using Genesis.Exchanges;

namespace Genesis.Tests.Exchanges;

public sealed class SymbolFormsTests
{
    [Theory]
    [InlineData("BTC/USDT", "BTC", "USDT", "")]
    [InlineData("BTC-USDT", "BTC", "USDT", "")]
    [InlineData("btcusdt", "BTC", "USDT", "")]
    [InlineData("btc_usdt", "BTC", "USDT", "")]
    [InlineData("XBT/USD", "BTC", "USD", "")]
    [InlineData("XDG/XBT", "DOGE", "BTC", "")]
    [InlineData("BTC-USDT-SWAP", "BTC", "USDT", "PERP")]
    [InlineData("BTCUSDT-PERP", "BTC", "USDT", "PERP")]
    [InlineData("BTC-USD-220527", "BTC", "USD", "220527")]
    [InlineData("BTCUSDT_260327", "BTC", "USDT", "260327")]
    [InlineData("1000PEPEUSDT", "1000PEPE", "USDT", "")]
    [InlineData("btcfdusd", "BTC", "FDUSD", "")]
    public void Every_common_form_is_read(string text, string asset, string quote, string suffix) =>
        SymbolForms.Parse(text).ShouldBe((asset, quote, suffix));

    [Theory]
    [InlineData("BTC")]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("BTC-")]
    [InlineData("BTC USDT")]
    [InlineData("BTC/\u20bf")]
    public void What_is_no_symbol_is_not_read(string text) => SymbolForms.Parse(text).ShouldBeNull();
}
