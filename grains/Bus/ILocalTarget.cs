namespace Genesis;

/// <summary>The grain of a component, for what comes to it on its <see cref="LocalPath"/>.</summary>
internal interface ILocalTarget
{
    /// <summary>Handles an ask.</summary>
    ValueTask<Reply> Ask(AskRequest request);

    /// <summary>Takes a batch of events. Returns how many of them were taken.</summary>
    ValueTask<int> Take(EventBatch batch);
}
