namespace Genesis;

/// <summary>Data cannot be read or written: no JSON, too large, too deep, or not of the type that was asked for.</summary>
[GenerateSerializer, Alias("Genesis.PayloadException")]
public sealed class PayloadException : Exception
{
    /// <summary>Says what is wrong.</summary>
    public PayloadException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
