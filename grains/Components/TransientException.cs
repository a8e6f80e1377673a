namespace Genesis;

/// <summary>Thrown by a handler for a failure that trying again may mend. Idempotent requests are then tried again.</summary>
public class TransientException : Exception
{
    /// <summary>Says what failed.</summary>
    public TransientException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
