using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Genesis.ExchangeSimulator;

/// <summary>How requests come in and faults are put to work.</summary>
public sealed partial class SimulatedExchange
{
    private static readonly JsonSerializerOptions Commands = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };
    private readonly Dictionary<string, SlidingWindow> _connects = [];
    private readonly Dictionary<string, SlidingWindow> _rest = [];
    private long _nextSession;

    /// <summary>Misbehaves from now on, or at once.</summary>
    public void Inject(ExchangeFault fault)
    {
        List<Session> concerned;
        lock (Gate) concerned = [.. _sessions.Where(session => fault.Venue is null || session.Venue.Name == fault.Venue)];
        switch (fault.Kind)
        {
            case FaultKind.Drop:
                foreach (var session in concerned) session.Break();
                break;
            case FaultKind.Silence:
                foreach (var session in concerned) session.Silence();
                break;
            case FaultKind.NoData:
                foreach (var session in concerned) session.HasNoData = true;
                break;
            case FaultKind.Cut:
                _ = CutAsync(concerned, TimeSpan.FromMilliseconds(fault.Milliseconds));
                break;
            default:
                Faults.Put(fault);
                return;
        }
        Faults.Count(fault.Kind);
    }

    private async Task CutAsync(List<Session> sessions, TimeSpan after)
    {
        lock (Gate)
            foreach (var session in sessions) session.Venue.AnnounceCut(session);
        await Task.Delay(after, Options.Time);
        foreach (var session in sessions) session.Close(WebSocketCloseStatus.EndpointUnavailable, "planned cut");
    }

    private async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        var end = path.IndexOf('/', 1);
        var name = end < 0 ? path[1..] : path[1..end];
        if (name == "faults") await CommandAsync(context);
        else if (!_venues.TryGetValue(name, out var venue)) context.Response.StatusCode = 404;
        else if (context.WebSockets.IsWebSocketRequest) await ConnectAsync(context, venue, end < 0 ? "" : path[end..]);
        else await AnswerAsync(context, venue, end < 0 ? "" : path[end..]);
    }

    // POST /faults {"kind":"gap","venue":"binance","count":3}; DELETE /faults ends them.
    private async Task CommandAsync(HttpContext context)
    {
        try
        {
            if (HttpMethods.IsDelete(context.Request.Method)) Faults.Clear();
            else if (await JsonSerializer.DeserializeAsync<ExchangeFault>(context.Request.Body, Commands, context.RequestAborted) is { } fault) Inject(fault);
            context.Response.StatusCode = 204;
        }
        catch (JsonException problem)
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync($"Not a fault: {problem.Message} Kinds: {string.Join(", ", Enum.GetNames<FaultKind>())}.", context.RequestAborted);
        }
    }

    private async Task ConnectAsync(HttpContext context, VenueProtocol venue, string path)
    {
        venue.Stats.Connected(Options.Time.GetTimestamp());
        if (Refusal(venue, path) is { } status)
        {
            context.Response.StatusCode = status;
            if (status == 429) context.Response.Headers.RetryAfter = "2";
            return;
        }
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var session = new Session(Interlocked.Increment(ref _nextSession), venue, context, socket, context.Features.Get<ConnectionGate>(), this) { Path = path };
        venue.Stats.Opened();
        lock (Gate)
        {
            _sessions.Add(session);
            venue.Opened(session, context.Request.Query);
        }
        try
        {
            await session.RunAsync();
        }
        finally
        {
            lock (Gate) _sessions.Remove(session);
            venue.Stats.Closed();
        }
    }

    private int? Refusal(VenueProtocol venue, string path)
    {
        if (!venue.Serves(path)) return 404;
        if (Faults.Take(FaultKind.Refuse, venue.Name, isBook: true) is not null) return 503;
        lock (Gate)
        {
            if (!_connects.TryGetValue(venue.Name, out var window))
                _connects[venue.Name] = window = new SlidingWindow(venue.Limits.Connects, venue.Limits.ConnectWindow, Options.Time);
            if (!Options.AddressLimits || window.Count()) return null;
        }
        venue.Stats.Violations.Enqueue($"more than {venue.Limits.Connects} connections in {venue.Limits.ConnectWindow.TotalSeconds} s");
        return 429;
    }

    private async Task AnswerAsync(HttpContext context, VenueProtocol venue, string path)
    {
        venue.Stats.Rest();
        RestAnswer? answer;
        var passed = false;
        if (Faults.Take(FaultKind.RestError, venue.Name, isBook: true) is not null) answer = new RestAnswer("{}", 1, 503);
        else
            lock (Gate)
            {
                answer = venue.Rest(path, context.Request.Query);
                if (!_rest.TryGetValue(venue.Name, out var window))
                    _rest[venue.Name] = window = new SlidingWindow(venue.Limits.RestWeight, venue.Limits.RestWindow, Options.Time);
                passed = !window.Count(answer?.Weight ?? 1) && Options.AddressLimits;
                context.Response.Headers["X-MBX-USED-WEIGHT-1M"] = window.Sum.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
        if (passed)
        {
            venue.Stats.Violations.Enqueue($"more REST weight than {venue.Limits.RestWeight} in {venue.Limits.RestWindow.TotalSeconds} s");
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "2";
            return;
        }
        context.Response.StatusCode = answer?.Status ?? 404;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer?.Body ?? """{"msg":"no such request"}""", context.RequestAborted);
    }
}
