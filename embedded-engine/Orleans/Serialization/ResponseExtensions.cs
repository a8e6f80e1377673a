using System.Runtime.ExceptionServices;

namespace Orleans.Serialization.Invocation;

/// <summary>Reads outcomes.</summary>
public static class ResponseExtensions
{
    /// <summary>Throws the exception of a failed outcome, with its original stack; does nothing otherwise.</summary>
    public static void ThrowIfExceptionResponse(this Response response)
    {
        if (response.Exception is { } exception)
            ExceptionDispatchInfo.Throw(exception);
    }
}
