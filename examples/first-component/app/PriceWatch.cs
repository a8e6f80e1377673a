using System.Collections.Immutable;
using System.Globalization;
using Genesis;

namespace FirstComponent;

/// <summary>Remembers the highest price of each symbol, and tells when one is above the limit in its settings.</summary>
public sealed class PriceWatch : Component<Highs>
{
    protected override Highs InitialState => new(ImmutableDictionary<string, decimal>.Empty);

    protected override ValueTask<object?> OnRequest(ComponentRequest request) => request.Type switch
    {
        "highest" => new(Highest(request.Data.As<string>())),
        _ => new(ComponentRequest.Unknown),
    };

    protected override async ValueTask OnEvent(ComponentEvent happened)
    {
        var price = happened.Data.As<Price>();
        if (price.Value <= Highest(price.Symbol)) return;
        State = new Highs(State.BySymbol.SetItem(price.Symbol, price.Value));
        if (price.Value > Limit) await Context.Tell("price_alert", price);
    }

    private decimal Limit => decimal.Parse(Context.Settings["limit"], CultureInfo.InvariantCulture);

    private decimal Highest(string symbol) => State.BySymbol.GetValueOrDefault(symbol);
}
