namespace FirstComponent;

/// <summary>A price at which a symbol was traded: the data of the event <c>trade</c>.</summary>
public sealed record Price(string Symbol, decimal Value);
