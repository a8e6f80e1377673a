using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Genesis.Exchanges;

/// <summary>How connections behave. The defaults suit the live venues.</summary>
public sealed record ExchangeConnectionOptions
{
    public static ExchangeConnectionOptions Default { get; } = new();

    /// <summary>Base addresses instead of the live ones: a simulated exchange. For connections made by the venue's name.</summary>
    public VenueEndpoints? Endpoints { get; init; }

    /// <summary>How long a handshake may take.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the venue may take to confirm a subscription; then the socket is given up.</summary>
    public TimeSpan SubscribeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long connecting to a stream tries before it answers false.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The wait before the second attempt after a break; the first is at once.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest wait between attempts.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A connection that lived for so long proved good: the attempt after it is a first one again.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>No market data for so long, although the venue answers: the subscriptions are taken for dead.</summary>
    public TimeSpan DataSilence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Instead of the venue's rules.</summary>
    public LivenessRules? Liveness { get; init; }

    /// <summary>Instead of the venue's limits.</summary>
    public VenueLimits? Limits { get; init; }

    /// <summary>How long before the venue's end of a connection its successor is opened.</summary>
    public TimeSpan RenewBefore { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long both sockets are kept at a planned cut, at most.</summary>
    public TimeSpan LongestOverlap { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A callback that runs longer than this is reported as hung.</summary>
    public TimeSpan CallbackHangs { get; init; } = TimeSpan.FromSeconds(5);

    public ITransport Transport { get; init; } = new WebSocketTransport();

    public IRestTransport Rest { get; init; } = HttpRestTransport.Shared;

    public IFrameRecorder? Recorder { get; init; }

    public IConnectionObserver? Observer { get; init; }

    public ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Seed of the jitter; null takes one from the clock.</summary>
    public int? Seed { get; init; }
}
