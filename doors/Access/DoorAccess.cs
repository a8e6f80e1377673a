using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Genesis.Doors;

/// <summary>
/// Decides who is let in, for both doors: by key, or by being on this machine where there are no keys. Also refuses foreign web pages, names that a loopback
/// address must not be reached by, and callers that come too often.
/// </summary>
public sealed partial class DoorAccess : IDisposable
{
    /// <summary>A WebSocket subprotocol with the key of a browser, which cannot send headers, begins so; its base64url follows.</summary>
    public const string KeySubprotocol = "genesis.key.";

    private readonly DoorLifetime _lifetime;
    private readonly ILogger _log;
    private readonly IDisposable? _changes;
    private volatile State _state;

    internal DoorAccess(IOptionsMonitor<DoorOptions> options, DoorLifetime lifetime, ILogger<DoorAccess> log)
    {
        (_lifetime, _log) = (lifetime, log);
        _state = new(options.CurrentValue);
        // Who waits at an old limiter is done with it soon; it is left to the collector.
        _changes = options.OnChange(changed => _state = new(changed));
    }

    /// <summary>Decides about a request, and allows its page to read the answer when its origin is allowed.</summary>
    /// <param name="context">The request.</param>
    /// <param name="scope">What it needs; none for what is open to everybody.</param>
    public Admission Admit(HttpContext context, DoorScope scope)
    {
        var state = _state;
        if (RefuseForeign(context, state) is { } foreign) return Admission.Refused(foreign);
        if (scope == DoorScope.None) return Admission.Granted(Caller.Anyone);
        if (_lifetime.Stopping.IsCancellationRequested) return Admission.Refused(Problems.Stopping);
        if (state.Keys.IsEmpty) return IsLocal(context) ? Rated(state, Caller.Local, AddressOf(context)) : Admission.Refused(Refusals.NoKeys);
        if (KeyOf(context.Request) is not { } key) return Admission.Refused(Refusals.Unauthorized("This needs an API key, and none was sent."));
        if (!state.TryGuess(AddressOf(context), out var wait)) return Admission.Refused(Refusals.TooManyGuesses(wait));
        if (state.Keys.Find(key) is not { } caller)
        {
            state.CountGuess(AddressOf(context));
            LogWrongKey(AddressOf(context));
            return Admission.Refused(Refusals.Unauthorized("The API key is not known here."));
        }
        return caller.May(scope) ? Rated(state, caller, caller.Name) : Admission.Refused(Refusals.MissingScope(caller, scope));
    }

    /// <summary>Whether a web page of this origin may use the doors of this host.</summary>
    internal bool Allows(string origin, HttpRequest request) =>
        _state.Options.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase) || origin.Equals($"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);

    private Problem? RefuseForeign(HttpContext context, State state)
    {
        var request = context.Request;
        // A name that an attacker's DNS points to this machine would make his page one of ours.
        if (state.Keys.IsEmpty && !IsLoopbackName(request.Host.Host)) return Refusals.ForeignHost(request.Host.Value);
        var origin = request.Headers.Origin;
        if (origin.Count == 0) return null;
        var headers = context.Response.Headers;
        headers.Vary = "Origin";
        if (!Allows(origin.ToString(), request)) return Refusals.ForeignOrigin(origin.ToString());
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlExposeHeaders = "Retry-After, Location, Allow";
        return null;
    }

    private static Admission Rated(State state, Caller caller, string who)
    {
        if (state.Rate is not { } limiter) return Admission.Granted(caller);
        using var lease = limiter.AttemptAcquire(who);
        return lease.IsAcquired ? Admission.Granted(caller) : Admission.Refused(Refusals.TooMany(who, state.Options.Limits.RequestsPerSecond, State.Wait(lease)));
    }

    private static bool IsLocal(HttpContext context)
    {
        // In-process servers and Unix sockets have no address. A proxy on this machine speaks for others.
        var address = context.Connection.RemoteIpAddress;
        var headers = context.Request.Headers;
        return (address is null || IPAddress.IsLoopback(address)) && !headers.ContainsKey("X-Forwarded-For") && !headers.ContainsKey("Forwarded");
    }

    private static bool IsLoopbackName(string host) =>
        host is "127.0.0.1" or "localhost" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "local";

    private static string? KeyOf(HttpRequest request)
    {
        const string bearer = "Bearer ";
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith(bearer, StringComparison.OrdinalIgnoreCase)) return authorization[bearer.Length..].Trim();
        if (request.Headers.TryGetValue("X-Api-Key", out var key) && key.ToString() is { Length: > 0 } given) return given;
        foreach (var protocol in request.Headers.SecWebSocketProtocol.ToString().Split(',', StringSplitOptions.TrimEntries))
            if (protocol.StartsWith(KeySubprotocol, StringComparison.Ordinal) && Base64Url.IsValid(protocol.AsSpan(KeySubprotocol.Length)))
                return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(protocol.AsSpan(KeySubprotocol.Length)));
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _changes?.Dispose();
        _state.Dispose();
    }

    [LoggerMessage(4000, LogLevel.Warning, "A wrong API key came from {Address}.")]
    private partial void LogWrongKey(string address);

    /// <summary>What follows from one state of the settings.</summary>
    private sealed class State(DoorOptions options) : IDisposable
    {
        public DoorOptions Options { get; } = options;

        public KeyTable Keys { get; } = new(options);

        public PartitionedRateLimiter<string>? Rate { get; } = options.Limits.RequestsPerSecond == 0 ? null : Limiter(options.Limits.RequestsPerSecond, TimeSpan.FromSeconds(1));

        private readonly PartitionedRateLimiter<string> _guesses = Limiter(options.Limits.WrongKeysPerMinute, TimeSpan.FromMinutes(1));

        /// <summary>Whether this address may try a key: it may until it has had too many wrong ones.</summary>
        public bool TryGuess(string address, out TimeSpan wait)
        {
            wait = TimeSpan.Zero;
            // A bucket also holds fractions of a token, and a fraction is no guess.
            if (_guesses.GetStatistics(address) is { CurrentAvailablePermits: > 0 }) return true;
            using var lease = _guesses.AttemptAcquire(address);
            wait = Wait(lease);
            return lease.IsAcquired;
        }

        public void CountGuess(string address) => _guesses.AttemptAcquire(address).Dispose();

        public static TimeSpan Wait(RateLimitLease lease) => lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1);

        public void Dispose()
        {
            Rate?.Dispose();
            _guesses.Dispose();
        }

        // A bucket of so many tokens, which is filled once in the given time, in up to ten steps.
        private static PartitionedRateLimiter<string> Limiter(int tokens, TimeSpan time)
        {
            var steps = Math.Min(tokens, 10);
            return PartitionedRateLimiter.Create<string, string>(who => RateLimitPartition.GetTokenBucketLimiter(who, _ => new()
            {
                TokenLimit = tokens,
                TokensPerPeriod = tokens / steps,
                ReplenishmentPeriod = time / steps,
                QueueLimit = 0,
            }));
        }
    }
}
