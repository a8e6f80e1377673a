using System.Reflection;
using Genesis.Embedded.Calls;
using Orleans;
using Orleans.Runtime;

namespace Genesis.Embedded.Proxies;

/// <summary>What a grain interface must look like; whoever breaks a rule is told which, where and what to do.</summary>
internal static class InterfaceRules
{
    /// <summary>All methods that can be called through the interface, or an exception that lists everything wrong with them.</summary>
    public static MethodInfo[] MethodsOf(Type face)
    {
        if (!face.IsInterface || !typeof(IAddressable).IsAssignableFrom(face))
            throw new ArgumentException(
                $"{Reflect.Name(face)} is not a grain interface. A grain interface is an interface that extends IGrainWithStringKey, IGrainWithIntegerKey, IGrainWithGuidKey or IGrainObserver.");
        if (face.ContainsGenericParameters)
            throw new ArgumentException($"{Reflect.Name(face)} has open type parameters. Ask for a closed one, such as {face.Name.Split('`')[0]}<int>.");
        var methods = face.GetInterfaces().Append(face).SelectMany(static type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public))
            .Where(static method => method.IsAbstract).ToArray();
        var problems = methods.SelectMany(ProblemsOf).ToList();
        problems.AddRange(face.GetInterfaces().Append(face).SelectMany(static type => type.GetProperties())
            .Select(property => $"{Reflect.Name(face)}.{property.Name} is a property. Grain interfaces have methods only: make it a method that returns a task."));
        if (problems.Count > 0) throw new InvalidOperationException(string.Join(Environment.NewLine, problems));
        return methods;
    }

    private static IEnumerable<string> ProblemsOf(MethodInfo method)
    {
        if (method.IsSpecialName) yield break;
        var name = $"{Reflect.Name(method.DeclaringType!)}.{method.Name}";
        if (!ReturnsTask(method))
            yield return $"{name} returns {Reflect.Name(method.ReturnType)}. A grain call is a message, so its method must return Task, Task<T>, ValueTask or ValueTask<T>"
                + (method.ReturnType == typeof(void) ? ", or be a method of an observer or marked [OneWay]." : ".");
        if (method.IsGenericMethodDefinition)
            yield return $"{name} is a generic method, which this engine does not support. Make the interface generic instead.";
        var parameters = method.GetParameters();
        if (parameters.Count(static p => p.ParameterType == typeof(CancellationToken)) > 1)
            yield return $"{name} takes several CancellationTokens. One is enough; put it last.";
        foreach (var parameter in parameters)
        {
            if (parameter.ParameterType.IsByRef)
                yield return $"{name}: parameter {parameter.Name} is passed by ref or out. A message has no way back into a variable: return the value instead.";
            else if (PassingRule.Of(parameter) == Passing.Refused)
                yield return PassingRule.Explain(parameter.ParameterType, $"{name}: parameter {parameter.Name}");
        }
        if (method.ReturnType.IsGenericType && ReturnsTask(method) && PassingRule.Of(method.ReturnType.GetGenericArguments()[0]) == Passing.Refused)
            yield return PassingRule.Explain(method.ReturnType.GetGenericArguments()[0], $"{name}: the result");
    }

    private static bool ReturnsTask(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(Task) || type == typeof(ValueTask)) return true;
        if (type == typeof(void)) return typeof(IGrainObserver).IsAssignableFrom(method.DeclaringType) || method.IsDefined(typeof(Orleans.Concurrency.OneWayAttribute), true);
        return type.IsGenericType && type.GetGenericTypeDefinition() is var definition && (definition == typeof(Task<>) || definition == typeof(ValueTask<>));
    }
}
