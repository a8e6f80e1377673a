using Genesis.Hosting;

namespace Genesis.Doors.Sockets;

/// <summary>The rules of <see cref="SocketOptions"/>.</summary>
internal static class SocketRules
{
    private static readonly SocketOptions Usual = new();

    public static void Check(SettingRules rules, SocketOptions options)
    {
        rules.Within(Path(nameof(options.MaxSessions)), options.MaxSessions, 1, 1_000_000, Usual.MaxSessions);
        rules.Within(Path(nameof(options.SessionLifetime)), options.SessionLifetime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(24), Usual.SessionLifetime);
        rules.Within(Path(nameof(options.BufferEvents)), options.BufferEvents, 16, 16_777_216, Usual.BufferEvents);
        rules.Within(Path(nameof(options.BufferBytes)), options.BufferBytes, 65_536, 1_073_741_824, Usual.BufferBytes);
        rules.Within(Path(nameof(options.MessageTimeout)), options.MessageTimeout, TimeSpan.FromSeconds(0.1), TimeSpan.FromHours(1), Usual.MessageTimeout);
        rules.Within(Path(nameof(options.MessagesPerSecond)), options.MessagesPerSecond, 1, 1_000_000, Usual.MessagesPerSecond);
        rules.Within(Path(nameof(options.MaxBadMessages)), options.MaxBadMessages, 0, 1_000_000, Usual.MaxBadMessages);
        rules.Within(Path(nameof(options.MaxRequests)), options.MaxRequests, 1, 100_000, Usual.MaxRequests);
        rules.Within(Path(nameof(options.MaxSubscriptions)), options.MaxSubscriptions, 0, 1000, Usual.MaxSubscriptions);
        rules.Within(Path(nameof(options.MaxAnswers)), options.MaxAnswers, 8, 1_000_000, Usual.MaxAnswers);
        rules.Within(Path(nameof(options.PingInterval)), options.PingInterval, TimeSpan.FromSeconds(0.1), TimeSpan.FromHours(1), Usual.PingInterval);
        rules.Within(Path(nameof(options.PongTimeout)), options.PongTimeout, TimeSpan.FromSeconds(0.1), TimeSpan.FromHours(1), Usual.PongTimeout);
        rules.Within(Path(nameof(options.WriteTimeout)), options.WriteTimeout, TimeSpan.FromSeconds(0.1), TimeSpan.FromHours(1), Usual.WriteTimeout);
        rules.Within(Path(nameof(options.CloseTimeout)), options.CloseTimeout, TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(1), Usual.CloseTimeout);
        rules.Within(Path(nameof(options.CompressFrom)), options.CompressFrom, 1, 1_073_741_824, Usual.CompressFrom);

        static string Path(string name) => $"{nameof(DoorOptions.Sockets)}:{name}";
    }
}
