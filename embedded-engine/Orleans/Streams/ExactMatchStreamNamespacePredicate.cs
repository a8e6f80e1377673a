namespace Orleans.Streams;

/// <summary>Picks one namespace.</summary>
internal sealed class ExactMatchStreamNamespacePredicate(string wanted) : IStreamNamespacePredicate
{
    public string PredicatePattern => $"namespace:{wanted}";

    public bool IsMatch(string streamNamespace) => string.Equals(wanted, streamNamespace?.Trim(), StringComparison.Ordinal);
}
