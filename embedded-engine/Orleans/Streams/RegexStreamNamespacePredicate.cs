using System.Text.RegularExpressions;

namespace Orleans.Streams;

/// <summary>Picks namespaces by a regular expression.</summary>
public class RegexStreamNamespacePredicate : IStreamNamespacePredicate
{
    private readonly Regex _regex;

    /// <summary>Picks the namespaces in which this expression is found.</summary>
    public RegexStreamNamespacePredicate(string regex)
    {
        ArgumentNullException.ThrowIfNull(regex);
        _regex = new Regex(regex, RegexOptions.CultureInvariant);
    }

    /// <inheritdoc />
    public string PredicatePattern => $"regex:{_regex}";

    /// <inheritdoc />
    public bool IsMatch(string streamNameSpace) => _regex.IsMatch(streamNameSpace);
}
