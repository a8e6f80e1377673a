using Orleans.Networking.Shared;

namespace Genesis.Client;

/// <summary>Says why there is no connection to a silo, and what to do.</summary>
internal static class NotConnected
{
    public static string Sentence(int port, Exception exception, TimeSpan patience) =>
        (exception is TimeoutException ? exception : exception.GetBaseException()) switch
        {
            SocketConnectionException => $"No silo answers on 127.0.0.1:{port}: nothing listens there.",
            TimeoutException => $"No silo answers on 127.0.0.1:{port} within {Durations.Short(patience)}: it is very busy, or something else listens there.",
            // What Orleans says of both ids.
            InvalidOperationException cause when cause.Message.Contains("cluster id", StringComparison.Ordinal) => $"A silo of another Orleans cluster answers on 127.0.0.1:{port}: {cause.Message}.",
            // The connection was closed while the client waited for its first answer.
            OperationCanceledException => $"What answers on 127.0.0.1:{port} closed the connection: it is no silo of Genesis, or one of another Orleans cluster.",
            var cause => $"What answers on 127.0.0.1:{port} is no silo of Genesis, or one of another Orleans cluster: {cause.Message}",
        };

    public static string Advice(int port) => $"Start one with: dotnet run --project silo{(port == CommonOptions.UsualPort ? "" : $" -- --Genesis:GatewayPort={port}")}. If it uses another port, say so with --port.";
}
