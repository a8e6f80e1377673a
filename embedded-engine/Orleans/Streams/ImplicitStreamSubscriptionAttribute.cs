using Orleans.Streams;

namespace Orleans;

/// <summary>
/// Subscribes the grains of a class to streams without a call: an event on a stream of the namespace goes to the grain whose key is the stream's.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class ImplicitStreamSubscriptionAttribute : Attribute
{
    /// <summary>Subscribes to every namespace.</summary>
    public ImplicitStreamSubscriptionAttribute()
        : this(new AllStreamNamespacesPredicate())
    {
    }

    /// <summary>Subscribes to one namespace.</summary>
    /// <param name="streamNamespace">The namespace.</param>
    /// <param name="streamIdMapper">The service that turns stream keys into grain keys; null for the same key.</param>
    public ImplicitStreamSubscriptionAttribute(string streamNamespace, string? streamIdMapper = null)
        : this(new ExactMatchStreamNamespacePredicate(streamNamespace.Trim()), streamIdMapper)
    {
    }

    /// <summary>Subscribes to the namespaces that a predicate picks.</summary>
    /// <param name="predicateType">An <see cref="IStreamNamespacePredicate"/> with a constructor without parameters.</param>
    /// <param name="streamIdMapper">The service that turns stream keys into grain keys; null for the same key.</param>
    public ImplicitStreamSubscriptionAttribute(Type predicateType, string? streamIdMapper = null)
        : this((IStreamNamespacePredicate)Activator.CreateInstance(predicateType)!, streamIdMapper)
    {
    }

    /// <summary>Subscribes to the namespaces that a predicate picks.</summary>
    /// <param name="predicate">The predicate.</param>
    /// <param name="streamIdMapper">The service that turns stream keys into grain keys; null for the same key.</param>
    public ImplicitStreamSubscriptionAttribute(IStreamNamespacePredicate predicate, string? streamIdMapper = null)
    {
        Predicate = predicate;
        StreamIdMapper = streamIdMapper;
    }

    /// <summary>Picks the namespaces.</summary>
    public IStreamNamespacePredicate Predicate { get; }

    /// <summary>The service that turns stream keys into grain keys; null for the same key.</summary>
    public string? StreamIdMapper { get; init; }
}
