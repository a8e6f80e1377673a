namespace Orleans.Runtime;

/// <summary>A reminder could not be registered, changed or read.</summary>
[GenerateSerializer]
public sealed class ReminderException : OrleansException
{
    /// <summary>An error.</summary>
    public ReminderException(string message)
        : base(message)
    {
    }
}
