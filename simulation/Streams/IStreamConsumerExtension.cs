using System.Reflection;

namespace Genesis.Simulations.Streams;

/// <summary>The methods that filters see when a stream delivers to a grain. They have the names of Orleans' own.</summary>
internal interface IStreamConsumerExtension
{
    Task DeliverBatch();

    Task ErrorInStream();
}

/// <summary>The descriptions of those methods.</summary>
internal static class StreamMethods
{
    public static readonly MethodInfo Deliver = typeof(IStreamConsumerExtension).GetMethod(nameof(IStreamConsumerExtension.DeliverBatch))!;
    public static readonly MethodInfo Error = typeof(IStreamConsumerExtension).GetMethod(nameof(IStreamConsumerExtension.ErrorInStream))!;
}
