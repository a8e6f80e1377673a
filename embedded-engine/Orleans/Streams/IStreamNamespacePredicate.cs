namespace Orleans.Streams;

/// <summary>Picks the namespaces of an implicit subscription.</summary>
public interface IStreamNamespacePredicate
{
    /// <summary>The predicate as text.</summary>
    string PredicatePattern { get; }

    /// <summary>Whether streams of this namespace are subscribed to.</summary>
    bool IsMatch(string streamNamespace);
}
