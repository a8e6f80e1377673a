namespace Orleans.Serialization.Invocation;

/// <summary>The outcome of a call that returned a value.</summary>
public sealed class Response<TResult> : Response
{
    /// <summary>The value.</summary>
    public TResult? TypedResult { get; set; }

    /// <inheritdoc />
    public override object? Result { get => TypedResult; set => TypedResult = (TResult?)value; }

    /// <inheritdoc />
    public override Exception? Exception
    {
        get => null;
        set => throw new InvalidOperationException("A successful call has no exception to set. Replace the response instead.");
    }

    /// <inheritdoc />
    public override Type GetSimpleResultType() => typeof(TResult);

    /// <inheritdoc />
    public override T GetResult<T>() => TypedResult is T result ? result : (T)(object?)TypedResult!;

    /// <inheritdoc />
    public override void Dispose() => TypedResult = default;

    /// <inheritdoc />
    public override string ToString() => TypedResult?.ToString() ?? "[null]";
}
