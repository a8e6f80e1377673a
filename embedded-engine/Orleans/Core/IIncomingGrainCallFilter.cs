namespace Orleans;

/// <summary>Runs around every call into a grain. A grain class that implements it filters its own calls, after the silo's filters.</summary>
public interface IIncomingGrainCallFilter
{
    /// <summary>Sees the call; goes on with <see cref="IGrainCallContext.Invoke"/>, or does not.</summary>
    Task Invoke(IIncomingGrainCallContext context);
}
