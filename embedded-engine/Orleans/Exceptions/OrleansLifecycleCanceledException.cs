namespace Orleans.Runtime;

/// <summary>Starting was cancelled before the last stage.</summary>
[GenerateSerializer]
public sealed class OrleansLifecycleCanceledException : OrleansException
{
    internal OrleansLifecycleCanceledException(string message)
        : base(message)
    {
    }

    internal OrleansLifecycleCanceledException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
