namespace Orleans.Streams;

/// <summary>Picks every namespace.</summary>
internal sealed class AllStreamNamespacesPredicate : IStreamNamespacePredicate
{
    public string PredicatePattern => "*";

    public bool IsMatch(string streamNamespace) => true;
}
