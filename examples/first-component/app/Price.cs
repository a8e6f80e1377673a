namespace FirstComponent;

/// <summary>A price of a symbol: the data of the event <c>price_update</c>.</summary>
public sealed record Price(string Symbol, decimal Value);
