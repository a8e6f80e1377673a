using System.Diagnostics.CodeAnalysis;

namespace Orleans.Serialization.Invocation;

/// <summary>The outcome of a call: a result or an exception.</summary>
public abstract class Response : IDisposable
{
    /// <summary>The outcome of a call that returns nothing and succeeded.</summary>
    public static Response Completed => CompletedResponse.Instance;

    /// <summary>The result; reading it from a failed outcome throws the exception.</summary>
    public abstract object? Result { get; set; }

    /// <summary>The exception; null if the call succeeded.</summary>
    public abstract Exception? Exception { get; set; }

    /// <summary>The outcome of a call that failed.</summary>
    public static Response FromException(Exception exception) => new ExceptionResponse { Exception = exception };

    /// <summary>The outcome of a call that returned a value.</summary>
    public static Response FromResult<TResult>(TResult value) => new Response<TResult> { TypedResult = value };

    /// <summary>The declared type of the result; null if there is none.</summary>
    public virtual Type? GetSimpleResultType() => null;

    /// <summary>The result as this type; throws the exception of a failed outcome.</summary>
    [return: MaybeNull]
    public abstract T GetResult<T>();

    /// <inheritdoc />
    public abstract void Dispose();

    /// <inheritdoc />
    public override string ToString() => (Exception ?? Result)?.ToString() ?? "[null]";
}
