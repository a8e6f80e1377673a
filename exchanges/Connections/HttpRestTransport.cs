namespace Genesis.Exchanges;

/// <summary>REST over <see cref="HttpClient"/>.</summary>
public sealed class HttpRestTransport(HttpClient client, TimeProvider time) : IRestTransport
{
    /// <summary>One client for the process, with connections kept for two minutes so that changes of addresses are seen.</summary>
    public static HttpRestTransport Shared { get; } = new(
        new HttpClient(new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(5),
        })
        { Timeout = TimeSpan.FromSeconds(10), DefaultRequestHeaders = { { "User-Agent", "Genesis" } } },
        TimeProvider.System);

    /// <inheritdoc/>
    public async Task<RestReply> GetAsync(Uri url, CancellationToken cancellation)
    {
        using var answer = await client.GetAsync(url, cancellation);
        var wait = answer.Headers.RetryAfter is not { } after ? null : after.Delta ?? (after.Date - time.GetUtcNow());
        return new RestReply((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancellation), wait);
    }
}
