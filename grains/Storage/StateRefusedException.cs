namespace Genesis.Storage;

/// <summary>No version of a state that the store keeps is sound. The message tells what is wrong with each.</summary>
[GenerateSerializer, Alias("Genesis.StateRefusedException")]
public sealed class StateRefusedException : OrleansException
{
    public StateRefusedException()
    {
    }

    public StateRefusedException(string message)
        : base(message)
    {
    }

    public StateRefusedException(string message, Exception? innerException)
        : base(message, innerException!)
    {
    }
}
