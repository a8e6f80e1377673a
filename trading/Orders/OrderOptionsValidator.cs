using Genesis.Exchanges;
using Genesis.Hosting;
using Microsoft.Extensions.Options;

namespace Genesis.Trading;

/// <summary>The rules of the settings of risk and paper exchange, beside those of the flow.</summary>
internal sealed class OrderOptionsValidator : IValidateOptions<TradingOptions>
{
    private const decimal Most = 1_000_000_000_000m;
    private const decimal HighestFee = 0.1m;
    private const int LongestCurrency = 20;

    private static readonly RiskOptions UsualRisk = new();
    private static readonly PaperOptions UsualPaper = new();

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TradingOptions options)
    {
        var rules = new SettingRules(TradingOptions.Section);
        CheckRisk(rules, options.Risk);
        CheckPaper(rules, options.Paper);
        return rules.Result;
    }

    private static void CheckRisk(SettingRules rules, RiskOptions risk)
    {
        rules.Require(
            risk.MinimumGrade is BookGrade.Unproven or BookGrade.Sequenced or BookGrade.Checksummed, "Risk:MinimumGrade", risk.MinimumGrade, "Unproven, Sequenced or Checksummed", Usual(UsualRisk.MinimumGrade));
        rules.Within("Risk:MaxBookAge", risk.MaxBookAge, UsualRisk.MaxBookAge);
        Money(rules, "Risk:MaxOrder", risk.MaxOrder, UsualRisk.MaxOrder);
        Money(rules, "Risk:MaxPosition", risk.MaxPosition, UsualRisk.MaxPosition);
        Money(rules, "Risk:MaxLoss", risk.MaxLoss, UsualRisk.MaxLoss);
        rules.Within("Risk:MaxOrdersPerSecond", risk.MaxOrdersPerSecond, 1, 100_000, UsualRisk.MaxOrdersPerSecond);
        rules.Require(Enum.IsDefined(risk.OpenOrders), "Risk:OpenOrders", risk.OpenOrders, "Cancel, CancelOpening or Keep", Usual(UsualRisk.OpenOrders));
    }

    private static void CheckPaper(SettingRules rules, PaperOptions paper)
    {
        rules.Require(paper.MakerFee is >= 0 and <= HighestFee, "Paper:MakerFee", paper.MakerFee, "from 0 to 0.1, which is 10%", Usual(UsualPaper.MakerFee));
        rules.Require(paper.TakerFee is >= 0 and <= HighestFee, "Paper:TakerFee", paper.TakerFee, "from 0 to 0.1, which is 10%", Usual(UsualPaper.TakerFee));
        rules.Require(
            paper.Latency >= TimeSpan.Zero && paper.Latency < TimeSpan.FromSeconds(1), "Paper:Latency", paper.Latency, "from 00:00:00 to below 00:00:01, in which an approval expires", Usual(UsualPaper.Latency));
        foreach (var (currency, cash) in paper.Cash.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            rules.Require(
                currency.Length is >= 1 and <= LongestCurrency && currency.All(static letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter)),
                $"Paper:Cash:{currency}", $"for '{currency}'", "for a currency in capital letters, such as USDT", "Correct the name.");
            rules.Require(cash is >= 0 and <= Most, $"Paper:Cash:{currency}", cash, $"from 0 to {Most}", Usual(1_000_000));
        }
    }

    private static void Money(SettingRules rules, string setting, decimal value, decimal usual) => rules.Require(value is > 0 and <= Most, setting, value, $"above 0 and at most {Most}", Usual(usual));

    private static string Usual(object usual) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Leave it out for the default, {usual}.");
}
