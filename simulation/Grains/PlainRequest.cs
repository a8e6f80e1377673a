using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Genesis.Simulations.Grains;

/// <summary>
/// A call that the simulation makes itself: a timer's tick or a stream's delivery. To the grain's rules and filters it is like any other.
/// </summary>
internal abstract class PlainRequest(MethodInfo method) : IInvokable
{
    /// <summary>The activation that runs the request.</summary>
    protected Activation? Target { get; private set; }

    public object? GetTarget() => this;

    public void SetTarget(ITargetHolder holder) => Target = (Activation)holder;

    public abstract ValueTask<Response> Invoke();

    public int GetArgumentCount() => 0;

    public object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index));

    public void SetArgument(int index, object value) => throw new ArgumentOutOfRangeException(nameof(index));

    public string GetMethodName() => method.Name;

    public string GetInterfaceName() => method.DeclaringType!.Name;

    public string GetActivityName() => $"{method.DeclaringType!.Name}/{method.Name}";

    public MethodInfo GetMethod() => method;

    public Type GetInterfaceType() => method.DeclaringType!;

    public void Dispose()
    {
        // Requests of this kind are used again.
    }
}
