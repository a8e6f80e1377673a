using System.Globalization;
using Genesis.Exchanges;
using Microsoft.Extensions.Options;

namespace Genesis.Trading;

/// <summary>The rules of the settings of risk and paper exchange. Each finding has the setting's path, its value, the rule and the fix.</summary>
internal sealed class OrderOptionsValidator : IValidateOptions<TradingOptions>
{
    private const decimal Most = 1_000_000_000_000m;

    private static readonly RiskOptions Risk = new();
    private static readonly PaperOptions Paper = new();

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TradingOptions options)
    {
        List<string> findings = [];
        var (risk, paper) = (options.Risk, options.Paper);
        Require(risk.MinimumGrade is BookGrade.Unproven or BookGrade.Sequenced or BookGrade.Checksummed, "Risk:MinimumGrade", risk.MinimumGrade, "Unproven, Sequenced or Checksummed", Risk.MinimumGrade);
        Require(risk.MaxBookAge >= TimeSpan.FromMilliseconds(1) && risk.MaxBookAge <= TimeSpan.FromHours(1), "Risk:MaxBookAge", risk.MaxBookAge, "from 00:00:00.001 to 01:00:00", Risk.MaxBookAge);
        Money("Risk:MaxOrder", risk.MaxOrder, Risk.MaxOrder);
        Money("Risk:MaxPosition", risk.MaxPosition, Risk.MaxPosition);
        Money("Risk:MaxLoss", risk.MaxLoss, Risk.MaxLoss);
        Require(risk.MaxOrdersPerSecond is >= 1 and <= 100_000, "Risk:MaxOrdersPerSecond", risk.MaxOrdersPerSecond, "from 1 to 100000", Risk.MaxOrdersPerSecond);
        Require(Enum.IsDefined(risk.OpenOrders), "Risk:OpenOrders", risk.OpenOrders, "Cancel, CancelOpening or Keep", Risk.OpenOrders);
        if (risk.MaxOrder > risk.MaxPosition)
            findings.Add(Text($"{TradingOptions.Section}:Risk:MaxOrder is {risk.MaxOrder}, but it must be no more than {TradingOptions.Section}:Risk:MaxPosition, which is {risk.MaxPosition}. Lower the one or raise the other."));
        Fee("Paper:MakerFee", paper.MakerFee, Paper.MakerFee);
        Fee("Paper:TakerFee", paper.TakerFee, Paper.TakerFee);
        Require(paper.Latency >= TimeSpan.Zero && paper.Latency < TimeSpan.FromSeconds(1), "Paper:Latency", paper.Latency, "from 00:00:00 to below 00:00:01, in which an approval expires", Paper.Latency);
        foreach (var (currency, cash) in paper.Cash)
        {
            Require(currency.Length is >= 1 and <= 20 && currency.All(static letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter)), $"Paper:Cash:{currency}", currency, "a currency in capital letters, such as USDT", "1000000 of each quote currency");
            Require(cash is >= 0 and <= Most, $"Paper:Cash:{currency}", cash, $"from 0 to {Most}", "1000000");
        }
        return findings.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(findings);

        void Money(string setting, decimal value, decimal usual) => Require(value is > 0 and <= Most, setting, value, $"above 0 and at most {Most}", usual);
        void Fee(string setting, decimal value, decimal usual) => Require(value is >= 0 and <= 0.1m, setting, value, "from 0 to 0.1 (10%)", usual);
        void Require(bool holds, string setting, object value, string rule, object usual)
        {
            if (!holds) findings.Add(Text($"{TradingOptions.Section}:{setting} is {value}, but it must be {rule}. Leave it out for the default, {usual}."));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
