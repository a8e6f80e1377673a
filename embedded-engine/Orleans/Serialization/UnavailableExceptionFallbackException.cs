namespace Orleans.Serialization;

/// <summary>Stands for an exception of another process whose type this process does not have, or cannot build.</summary>
public sealed class UnavailableExceptionFallbackException : Exception
{
    /// <summary>A substitute that stands for nothing in particular.</summary>
    public UnavailableExceptionFallbackException()
    {
    }

    /// <summary>A substitute with its message and cause.</summary>
    public UnavailableExceptionFallbackException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The full name of the type that it stands for.</summary>
    public string? ExceptionType { get; private init; }

    /// <summary>What else is known of the exception; the embedded engine sends nothing here.</summary>
    public Dictionary<string, object?> Properties { get; } = [];

    /// <inheritdoc />
    public override string ToString() => string.IsNullOrWhiteSpace(ExceptionType) ? $"Unknown exception: {base.ToString()}" : $"Unknown exception of type {ExceptionType}: {base.ToString()}";

    internal static UnavailableExceptionFallbackException For(string typeName, string message, Exception? cause) =>
        new($"{typeName}: {message}", cause!) { ExceptionType = typeName };
}
