using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace Genesis.ExchangeSimulator;

/// <summary>One client's connection: what it has subscribed, and what is on its way to it. Changed under the exchange's lock.</summary>
internal sealed class Session(long id, VenueProtocol venue, HttpContext context, WebSocket socket, ConnectionGate? gate, SimulatedExchange exchange)
{
    private const int MostQueued = 50_000;
    private readonly Channel<string> _outgoing = System.Threading.Channels.Channel.CreateBounded<string>(MostQueued);
    private readonly Dictionary<SimulatedSymbol, string> _heldBack = [];
    private readonly SlidingWindow _messages = new(venue.Limits.Messages, venue.Limits.MessageWindow, exchange.Options.Time);
    private int _received;
    private volatile bool _closing;

    public long Id => id;

    public VenueProtocol Venue => venue;

    public string Path { get; init; } = "";

    public long OpenedAt { get; } = exchange.Options.Time.GetTimestamp();

    public Dictionary<string, Subscription> Subscriptions { get; } = [];

    /// <summary>Binance's combined form: frames wrapped with their stream's name.</summary>
    public bool Combined { get; set; }

    public bool HasNoData { get; set; }

    public bool CutAnnounced { get; set; }

    /// <summary>Sends what is no market data.</summary>
    public void Send(string text)
    {
        if (!_outgoing.Writer.TryWrite(text)) Break();
    }

    /// <summary>Sends market data, unless a fault wants it otherwise.</summary>
    public void Send(Subscription subscription, string text)
    {
        if (HasNoData) return;
        if (Combined) text = $$"""{"stream":"{{subscription.Name}}","data":{{text}}}""";
        var (faults, name, isBook) = (exchange.Faults, subscription.Symbol.Base + "-" + subscription.Symbol.Quote, subscription.Kind == StreamKind.Book);
        if (faults.Take(FaultKind.Gap, venue.Name, name, isBook) is not null) return;
        if (faults.Take(FaultKind.BadChecksum, venue.Name, name, isBook) is not null) text = venue.Corrupt(text);
        if (faults.Take(FaultKind.Malformed, venue.Name, name, isBook) is not null) text = text[..(text.Length / 2)];
        if (_heldBack.Remove(subscription.Symbol, out var held))
        {
            Send(text);
            Send(held);
            return;
        }
        if (faults.Take(FaultKind.Reorder, venue.Name, name, isBook) is not null)
        {
            _heldBack[subscription.Symbol] = text;
            return;
        }
        Send(text);
        if (faults.Take(FaultKind.Duplicate, venue.Name, name, isBook) is not null) Send(text);
    }

    /// <summary>Ends it without a goodbye.</summary>
    public void Break() => context.Abort();

    /// <summary>Nothing leaves any more, pongs neither; the socket stays open.</summary>
    public void Silence() => gate?.Shut();

    public void Close(WebSocketCloseStatus status, string reason) => _ = CloseAsync(status, reason);

    public async Task RunAsync()
    {
        var writing = WriteAsync();
        try
        {
            await ReadAsync();
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or IOException)
        {
            // The client has gone, or was thrown out.
        }
        _outgoing.Writer.TryComplete();
        await writing;
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), context.RequestAborted);
                length += part.Count;
            }
            while (!part.EndOfMessage && length < buffer.Length);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await CloseAsync(WebSocketCloseStatus.NormalClosure, "");
                return;
            }
            Receive(Encoding.UTF8.GetString(buffer, 0, length));
        }
    }

    private void Receive(string text)
    {
        venue.Stats.Message();
        if (exchange.Faults.Look(FaultKind.DropOnMessage, venue.Name) is { } fault && ++_received >= fault.Count)
        {
            exchange.Faults.Remove(fault);
            Break();
            return;
        }
        lock (exchange.Gate)
        {
            if (!_messages.Count())
            {
                venue.Stats.Violations.Enqueue($"more than {venue.Limits.Messages} messages in {venue.Limits.MessageWindow.TotalSeconds} s on one connection");
                Close(WebSocketCloseStatus.PolicyViolation, "Too many requests");
                return;
            }
            if (exchange.Faults.Take(FaultKind.NoAcknowledgement, venue.Name) is not null) return;
            venue.Received(this, text);
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var text in _outgoing.Reader.ReadAllAsync(context.RequestAborted))
            {
                if (_closing) return;
                if (exchange.Faults.Look(FaultKind.Slow, venue.Name) is { } slow)
                    await Task.Delay(TimeSpan.FromMilliseconds(slow.Milliseconds), TimeProvider.System, context.RequestAborted);
                await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, context.RequestAborted);
                venue.Stats.Frame();
            }
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // What was still to be sent when the goodbye went out is no reason to break.
            if (!_closing) Break();
        }
    }

    private async Task CloseAsync(WebSocketCloseStatus status, string reason)
    {
        try
        {
            _closing = true;
            _outgoing.Writer.TryComplete();
            await socket.CloseOutputAsync(status, reason, context.RequestAborted);
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            Break();
        }
    }
}
