using System.Diagnostics.CodeAnalysis;

namespace Orleans.Serialization.Invocation;

/// <summary>The outcome of a call that returns nothing and succeeded. There is one instance.</summary>
[GenerateSerializer, Immutable]
public sealed class CompletedResponse : Response
{
    /// <summary>The instance.</summary>
    public static CompletedResponse Instance { get; } = new();

    /// <inheritdoc />
    public override object? Result { get => null; set => throw ReadOnly(); }

    /// <inheritdoc />
    public override Exception? Exception { get => null; set => throw ReadOnly(); }

    /// <inheritdoc />
    [return: MaybeNull]
    public override T GetResult<T>() => default;

    /// <inheritdoc />
    public override void Dispose()
    {
    }

    /// <inheritdoc />
    public override string ToString() => "[Completed]";

    private static InvalidOperationException ReadOnly() =>
        new("A completed response is shared and cannot be changed. Replace the response instead.");
}
