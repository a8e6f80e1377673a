using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans;

/// <summary>A call on its way through the filters, and its outcome.</summary>
public interface IGrainCallContext
{
    /// <summary>The call: method and arguments.</summary>
    IInvokable Request { get; }

    /// <summary>What is called: the grain object for an incoming call, the reference for an outgoing one.</summary>
    object Grain { get; }

    /// <summary>Who calls; null if it is no grain.</summary>
    GrainId? SourceId { get; }

    /// <summary>Whom the call is for.</summary>
    GrainId TargetId { get; }

    /// <summary>The interface that is called.</summary>
    GrainInterfaceType InterfaceType { get; }

    /// <summary>The interface's name.</summary>
    string InterfaceName { get; }

    /// <summary>The method's name.</summary>
    string MethodName { get; }

    /// <summary>The interface's method.</summary>
    MethodInfo InterfaceMethod { get; }

    /// <summary>The result, once <see cref="Invoke"/> has completed; a filter may replace it.</summary>
    object? Result { get; set; }

    /// <summary>The outcome, once <see cref="Invoke"/> has completed; a filter may replace it.</summary>
    Response? Response { get; set; }

    /// <summary>Runs the next filter, and the call itself after the last one.</summary>
    Task Invoke();
}
