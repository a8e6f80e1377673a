namespace Orleans.Storage;

/// <summary>A storage provider is configured wrongly, or a name stands for no provider.</summary>
[GenerateSerializer]
public sealed class BadProviderConfigException : Runtime.OrleansException
{
    /// <summary>An error without a message of its own.</summary>
    public BadProviderConfigException()
    {
    }

    /// <summary>An error.</summary>
    public BadProviderConfigException(string msg)
        : base(msg)
    {
    }

    /// <summary>An error with its cause.</summary>
    public BadProviderConfigException(string msg, Exception exc)
        : base(msg, exc)
    {
    }
}
