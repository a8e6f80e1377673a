using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace Orleans.Serialization.Invocation;

/// <summary>The outcome of a call that failed.</summary>
[GenerateSerializer, Immutable]
public sealed class ExceptionResponse : Response
{
    /// <inheritdoc />
    public override object? Result
    {
        get => Throw<object>();
        set => throw new InvalidOperationException("A failed call has no result to set. Replace the response instead.");
    }

    /// <inheritdoc />
    [Id(0)]
    public override Exception? Exception { get; set; }

    /// <inheritdoc />
    [return: MaybeNull]
    public override T GetResult<T>() => Throw<T>();

    /// <inheritdoc />
    public override void Dispose()
    {
    }

    /// <inheritdoc />
    public override string ToString() => Exception?.ToString() ?? "[null]";

    [DoesNotReturn]
    private T Throw<T>()
    {
        ExceptionDispatchInfo.Throw(Exception ?? new InvalidOperationException("The call failed without an exception."));
        return default!;
    }
}
