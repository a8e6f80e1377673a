namespace Genesis.Embedded.Streams;

/// <summary>The events of one delivery, as the consumer's side takes them.</summary>
internal interface IDeliverySource
{
    /// <summary>Takes the next event; null when this delivery has had enough or is no longer waited for.</summary>
    StreamEvent? Take();

    /// <summary>What was taken has been dealt with. What was taken after the last such call is delivered again.</summary>
    void Done();
}
