using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Streams;

namespace Genesis.Tests.Embedded.Streams;

/// <summary>A silo with the stream provider "notes", and names that no other test uses.</summary>
internal static class StreamSetup
{
    private static int _last;

    public static string Key(string name) => $"{name}-{Interlocked.Increment(ref _last)}";

    public static StreamId Id(string key) => StreamId.Create("notes", key);

    public static void Add(ISiloBuilder silo, int capacity = SimpleQueueCacheOptions.DEFAULT_CACHE_SIZE) =>
        silo.AddMemoryGrainStorage("PubSubStore").AddMemoryStreams("notes", streams =>
            streams.Configure<SimpleQueueCacheOptions>(options => options.Configure(cache => cache.CacheSize = capacity)));

    public static IAsyncStream<Note> NotesOf(this IServiceProvider services, string key) =>
        services.GetRequiredKeyedService<IStreamProvider>("notes").GetStream<Note>(Id(key));

    public static async Task<Behaviour> Sink(this IGrainFactory grains, string key, string stream)
    {
        await grains.GetGrain<ISink>(key).Subscribe(Id(stream));
        return Behaviour.Of(key);
    }
}
