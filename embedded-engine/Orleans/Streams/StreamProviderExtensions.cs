using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>Streams by namespace and key.</summary>
public static class StreamProviderExtensions
{
    /// <summary>The stream with this key and no namespace.</summary>
    public static IAsyncStream<T> GetStream<T>(this IStreamProvider streamProvider, Guid id) =>
        streamProvider.GetStream<T>(StreamId.Create(null, id));

    /// <summary>The stream with this namespace and key.</summary>
    public static IAsyncStream<T> GetStream<T>(this IStreamProvider streamProvider, string ns, Guid id) =>
        streamProvider.GetStream<T>(StreamId.Create(ns, id));

    /// <summary>The stream with this key and no namespace.</summary>
    public static IAsyncStream<T> GetStream<T>(this IStreamProvider streamProvider, string id) =>
        streamProvider.GetStream<T>(StreamId.Create(null, id));

    /// <summary>The stream with this namespace and key.</summary>
    public static IAsyncStream<T> GetStream<T>(this IStreamProvider streamProvider, string ns, string id) =>
        streamProvider.GetStream<T>(StreamId.Create(ns, id));

    /// <summary>The stream with this key and no namespace.</summary>
    public static IAsyncStream<T> GetStream<T>(this IStreamProvider streamProvider, long id) =>
        streamProvider.GetStream<T>(StreamId.Create(null, id));

    /// <summary>The stream with this namespace and key.</summary>
    public static IAsyncStream<T> GetStream<T>(this IStreamProvider streamProvider, string ns, long id) =>
        streamProvider.GetStream<T>(StreamId.Create(ns, id));
}
