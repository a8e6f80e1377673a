namespace Genesis.Exchanges;

/// <summary>TODO</summary>
public sealed class OrderBook(Symbol symbol, IBookRule rule)
{
    public Symbol Symbol { get; } = symbol;
    public IBookRule Rule { get; } = rule;
    public BookGrade Grade => throw new NotImplementedException();
    public BookNeed Need => throw new NotImplementedException();
    public BookOutcome Apply(BookUpdate update) => throw new NotImplementedException();
    public void Doubt(DoubtKind kind, string detail) => throw new NotImplementedException();
}
