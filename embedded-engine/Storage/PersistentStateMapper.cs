using System.Reflection;
using Genesis.Embedded.Calls;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Storage;

/// <summary>Makes the arguments of constructor parameters with [PersistentState].</summary>
internal sealed class PersistentStateMapper : IAttributeToFactoryMapper<PersistentStateAttribute>
{
    private static readonly MethodInfo Open = typeof(PersistentStateMapper).GetMethod(nameof(MakeFor), BindingFlags.Static | BindingFlags.NonPublic)!;

    public Factory<IGrainContext, object> GetFactory(ParameterInfo parameter, PersistentStateAttribute metadata)
    {
        var type = parameter.ParameterType;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
            throw new ArgumentException(
                $"Parameter '{parameter.Name}' of the constructor of {parameter.Member.DeclaringType} has [PersistentState] and the type {Reflect.Name(type)}. Its type must be IPersistentState<T>.",
                nameof(parameter));
        IPersistentStateConfiguration config = metadata.StateName.Length > 0 ? metadata : new PersistentStateAttribute(parameter.Name!, metadata.StorageName);
        return Open.MakeGenericMethod(type.GetGenericArguments()).CreateDelegate<Func<IPersistentStateConfiguration, Factory<IGrainContext, object>>>()(config);
    }

    private static Factory<IGrainContext, object> MakeFor<TState>(IPersistentStateConfiguration config) =>
        context => context.ActivationServices.GetRequiredService<IPersistentStateFactory>().Create<TState>(context, config);
}
