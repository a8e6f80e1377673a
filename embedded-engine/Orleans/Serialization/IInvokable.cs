using System.Reflection;

namespace Orleans.Serialization.Invocation;

/// <summary>A call as an object: method, arguments and, once set, target.</summary>
public interface IInvokable : IDisposable
{
    /// <summary>The object that will be called.</summary>
    object? GetTarget();

    /// <summary>Takes the target out of its holder.</summary>
    void SetTarget(ITargetHolder holder);

    /// <summary>Calls the target. Exceptions come back as a response.</summary>
    ValueTask<Response> Invoke();

    /// <summary>How many arguments there are, cancellation tokens included.</summary>
    int GetArgumentCount();

    /// <summary>The argument at this index.</summary>
    object? GetArgument(int index);

    /// <summary>Replaces the argument at this index.</summary>
    void SetArgument(int index, object value);

    /// <summary>The method's name.</summary>
    string GetMethodName();

    /// <summary>The interface's full name.</summary>
    string GetInterfaceName();

    /// <summary>The name that traces give the call.</summary>
    string GetActivityName();

    /// <summary>The interface's method.</summary>
    MethodInfo GetMethod();

    /// <summary>The interface.</summary>
    Type GetInterfaceType();

    /// <summary>The response timeout that the method declares; null if it declares none.</summary>
    TimeSpan? GetDefaultResponseTimeout() => null;

    /// <summary>The cancellation token among the arguments, or <see cref="CancellationToken.None"/>.</summary>
    CancellationToken GetCancellationToken() => CancellationToken.None;

    /// <summary>Cancels the running call, if it takes a token.</summary>
    /// <returns>Whether cancellation was requested.</returns>
    bool TryCancel() => false;

    /// <summary>Whether the method takes a cancellation token.</summary>
    bool IsCancellable => false;
}
