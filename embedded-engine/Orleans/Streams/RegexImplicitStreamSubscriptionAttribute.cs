using System.Diagnostics.CodeAnalysis;
using Orleans.Streams;

namespace Orleans;

/// <summary>Subscribes the grains of a class to the streams whose namespace matches a regular expression.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class RegexImplicitStreamSubscriptionAttribute : ImplicitStreamSubscriptionAttribute
{
    /// <summary>Subscribes to the namespaces in which this expression is found.</summary>
    public RegexImplicitStreamSubscriptionAttribute([StringSyntax(StringSyntaxAttribute.Regex)] string pattern)
        : base(new RegexStreamNamespacePredicate(pattern))
    {
    }
}
