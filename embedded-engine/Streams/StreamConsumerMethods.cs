using System.Reflection;
using Genesis.Embedded.Calls;

namespace Genesis.Embedded.Streams;

/// <summary>
/// What deliveries look like to filters, metrics and messages: calls of an extension of the grain, as in Orleans. They obey the grain's
/// rules like any call of its own, wait their turn behind others, and count as use of it.
/// </summary>
internal interface IStreamConsumerExtension
{
    Task DeliverBatch();

    Task ErrorInStream();
}

/// <summary>The descriptions of those calls.</summary>
internal static class StreamConsumerMethods
{
    public static readonly GrainMethod Deliver = Of(nameof(IStreamConsumerExtension.DeliverBatch));
    public static readonly GrainMethod Error = Of(nameof(IStreamConsumerExtension.ErrorInStream));

    private static GrainMethod Of(string name) =>
        new(typeof(IStreamConsumerExtension), typeof(IStreamConsumerExtension).GetMethod(name, BindingFlags.Instance | BindingFlags.Public)!);
}
