namespace Orleans;

/// <summary>Runs around every call out of a grain or a client, on the caller's side.</summary>
public interface IOutgoingGrainCallFilter
{
    /// <summary>Sees the call; goes on with <see cref="IGrainCallContext.Invoke"/>, or does not.</summary>
    Task Invoke(IOutgoingGrainCallContext context);
}
