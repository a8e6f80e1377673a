namespace Orleans.Runtime;

/// <summary>The configuration is wrong; found at start.</summary>
[GenerateSerializer]
public sealed class OrleansConfigurationException : Exception
{
    /// <summary>An error.</summary>
    public OrleansConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public OrleansConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
