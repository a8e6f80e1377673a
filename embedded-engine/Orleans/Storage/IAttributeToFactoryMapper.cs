using System.Reflection;

namespace Orleans.Runtime;

/// <summary>Makes the arguments for constructor parameters that carry <typeparamref name="TMetadata"/>. Registered as a service.</summary>
public interface IAttributeToFactoryMapper<in TMetadata>
    where TMetadata : IFacetMetadata
{
    /// <summary>A function that makes the argument for an activation.</summary>
    Factory<IGrainContext, object> GetFactory(ParameterInfo parameter, TMetadata metadata);
}
