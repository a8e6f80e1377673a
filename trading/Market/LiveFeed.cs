using Genesis.Exchanges;
using Microsoft.Extensions.Logging;

namespace Genesis.Trading;

/// <summary>Trades, quotes and books of some symbols of a venue, over <see cref="ExchangeConnection"/>, which heals what breaks.</summary>
/// <param name="venue">The venue.</param>
/// <param name="connection">The way to it; ended with the feed.</param>
/// <param name="symbols">What to bring, in any common form.</param>
/// <param name="depth">Levels of each side of a book.</param>
/// <param name="learned">Told each instrument of the venue, once they are known.</param>
/// <param name="time">The clock of the pauses between attempts.</param>
/// <param name="log">Told which streams the venue does not confirm.</param>
public sealed partial class LiveFeed(IVenue venue, ExchangeConnection connection, IReadOnlyList<string> symbols, int depth, Action<Instrument>? learned, TimeProvider time, ILogger<LiveFeed> log) : IMarketFeed
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly Channel[] Channels = [Channel.Book, Channel.Trades, Channel.Quotes];

    private readonly CancellationTokenSource _ending = new();
    private readonly List<Task> _streams = [];
    private readonly ILogger _log = log;
    private int _ended;

    /// <inheritdoc/>
    public string Name => connection.Exchange;

    /// <summary>The connection behind it.</summary>
    public ExchangeConnection Connection => connection;

    /// <inheritdoc/>
    public void Start(Action<FeedItem> give)
    {
        if (learned is not null) _streams.Add(Learn(learned));
        // Each stream by itself: one that the venue does not confirm holds no other.
        foreach (var symbol in symbols)
            foreach (var channel in Channels)
                _streams.Add(Connect(channel, symbol, one => Give(one, give)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 1) return;
        await _ending.CancelAsync();
        await Task.WhenAll(_streams);
        await connection.DisposeAsync();
        _ending.Dispose();
    }

    // Ticks, steps and least sizes: orders are checked against them as soon as they are known. A venue that does not answer goes without.
    private async Task Learn(Action<Instrument> note)
    {
        try
        {
            await Task.Yield();
            await connection.LearnInstrumentsAsync(_ending.Token);
            foreach (var instrument in venue.Symbols.Instruments) note(instrument);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotLearned(exception, Name);
        }
        catch (OperationCanceledException)
        {
            // The feed ends.
        }
    }

    private async Task Connect(Channel channel, string symbol, Action<StreamEvent> callback)
    {
        var options = new StreamOptions { Depth = depth };
        try
        {
            // Away from the thread that starts the host.
            await Task.Yield();
            while (!await connection.ConnectAsync(channel, symbol, callback, options, _ending.Token))
            {
                LogNotConfirmed(Name, channel, symbol, Pause.TotalSeconds);
                await Task.Delay(Pause, time, _ending.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The feed ends.
        }
        catch (ArgumentException exception)
        {
            LogImpossible(Name, channel, symbol, exception.Message);
        }
    }

    private void Give(StreamEvent one, Action<FeedItem> give)
    {
        if (one.Book is { } book) give(FeedItem.Of(Name, book));
        else if (one.Trade is { } trade) give(FeedItem.Of(Name, trade));
        else if (one.Quote is { } quote) give(FeedItem.Of(Name, quote));
        else if (one.Gap is { } gap) give(FeedItem.Of(Name, gap));
    }

    [LoggerMessage(5200, LogLevel.Warning, "{Venue} does not confirm {Channel} of {Symbol}. It is tried again in {Seconds} s.")]
    private partial void LogNotConfirmed(string venue, Channel channel, string symbol, double seconds);

    [LoggerMessage(5203, LogLevel.Warning, "The instruments of {Venue} could not be learned. Orders are not checked against its ticks and least sizes.")]
    private partial void LogNotLearned(Exception exception, string venue);

    [LoggerMessage(5201, LogLevel.Error, "{Venue} has no {Channel} of {Symbol}: {Problem} Nothing of it will come.")]
    private partial void LogImpossible(string venue, Channel channel, string symbol, string problem);
}
