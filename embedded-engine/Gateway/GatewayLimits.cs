using Orleans.Configuration;

namespace Genesis.Embedded.Gateway;

/// <summary>The options of one end, checked, in the units the connection uses.</summary>
internal sealed record GatewayLimits(
    int MaxMessageSize, int MaxPendingCalls, int MaxQueuedMessages, long SendTimeout, long KeepAlivePeriod, long KeepAliveTimeout, bool CancelOnTimeout)
{
    public static GatewayLimits From(GatewayOptions options, MessagingOptions messaging)
    {
        Check(options.MaxMessageSize >= 4096, nameof(options.MaxMessageSize), options.MaxMessageSize, "at least 4096 bytes");
        Check(options.MaxConnections > 0, nameof(options.MaxConnections), options.MaxConnections, "positive");
        Check(options.MaxPendingCalls is > 0 and <= 10_000_000, nameof(options.MaxPendingCalls), options.MaxPendingCalls, "from 1 to 10,000,000");
        Check(options.MaxQueuedMessages is > 0 and <= 2_000_000, nameof(options.MaxQueuedMessages), options.MaxQueuedMessages, "from 1 to 2,000,000");
        Check(options.SendTimeout > TimeSpan.Zero, nameof(options.SendTimeout), options.SendTimeout, "positive");
        Check(options.ConnectTimeout > TimeSpan.Zero, nameof(options.ConnectTimeout), options.ConnectTimeout, "positive");
        Check(options.MaxReconnectDelay >= TimeSpan.FromMilliseconds(50), nameof(options.MaxReconnectDelay), options.MaxReconnectDelay, "at least 50 ms");
        Check(options.KeepAlivePeriod > TimeSpan.Zero, nameof(options.KeepAlivePeriod), options.KeepAlivePeriod, "positive");
        Check(
            options.KeepAliveTimeout > options.KeepAlivePeriod, nameof(options.KeepAliveTimeout), options.KeepAliveTimeout,
            $"longer than {nameof(options.KeepAlivePeriod)}, which is {options.KeepAlivePeriod}");
        return new GatewayLimits(
            Math.Min(options.MaxMessageSize, messaging.MaxMessageBodySize), options.MaxPendingCalls, options.MaxQueuedMessages, Milliseconds(options.SendTimeout),
            Milliseconds(options.KeepAlivePeriod), Milliseconds(options.KeepAliveTimeout), messaging.CancelRequestOnTimeout);
    }

    private static long Milliseconds(TimeSpan time) => (long)Math.Ceiling(time.TotalMilliseconds);

    private static void Check(bool holds, string name, object value, string rule)
    {
        if (!holds) throw new Orleans.Runtime.OrleansConfigurationException($"{nameof(GatewayOptions)}.{name} is {value}. It must be {rule}.");
    }
}
