using Genesis.Events;
using Genesis.Resilience;
using Genesis.Storage;

namespace Genesis;

/// <summary>
/// Tells events from this process: finds the subscribers, opens their ledger entries and puts the event into their outboxes; durable ones into the journal first.
/// Waits for no handler. Safe from any thread.
/// </summary>
internal sealed class EventTeller(EventRoutes routes, EventSources sources, ModeGate mode, MonotonicClock clock, IJournal? journal)
{
    private readonly long[] _told = new long[Enum.GetValues<EventOrigin>().Length];
    private long _untold;

    public EventRoutes Routes => routes;

    public EventSources Sources => sources;

    /// <summary>Events that were refused: by the mode or because their data cannot be carried.</summary>
    public long Refused => Volatile.Read(ref _untold);

    /// <summary>How many events of an origin were told in this process.</summary>
    public long Told(EventOrigin origin) => Volatile.Read(ref _told[(int)origin]);

    /// <summary>Tells an event.</summary>
    /// <param name="source">Who tells it.</param>
    /// <param name="type">Its type.</param>
    /// <param name="data">Its data.</param>
    /// <param name="options">What differs from the policy of the type.</param>
    /// <param name="origin">Where it comes from, unless the options say.</param>
    /// <param name="cause">What is being handled by whom: the id of the event derives from it. Default for nothing.</param>
    /// <exception cref="ArgumentException">It is no event type.</exception>
    /// <exception cref="StorageUnavailableException">The event is durable and the journal cannot take it; whether it is told is unknown.</exception>
    public ValueTask<TellResult> Tell(EventSource source, string type, object? data, TellOptions? options, EventOrigin origin, in EventCause cause)
    {
        ArgumentNullException.ThrowIfNull(type);
        var route = routes.Of(type);
        if (options?.Only is { } only)
        {
            if (routes.Only(route, only, out var refused) is not { } narrow)
            {
                Interlocked.Increment(ref _untold);
                return new(new TellResult("", 0, refused));
            }
            route = narrow;
        }
        Payload payload;
        try
        {
            payload = Payload.Of(data);
        }
        catch (PayloadException exception)
        {
            Interlocked.Increment(ref _untold);
            return new(new TellResult("", 0, exception.Message));
        }
        var priority = options?.Priority ?? route.Policy.Priority;
        // Durable ones are never shed, however urgent somebody says they are.
        origin = options?.Origin ?? origin;
        if (!route.Policy.IsDurable && !route.Policy.Passes(mode.Mode, priority)) return new(Shed(route, origin, source.Name));
        var telling = new Telling(this, route, source, payload, options, origin, priority, cause);
        if (route.Policy.IsDurable || !source.IsReady) return TellLater(telling);
        return telling.Deliver(telling.Make(source.Epoch, 0), route.For(origin));
    }

    /// <summary>Tells an event again to one subscriber, as a new event of its source.</summary>
    public ValueTask<TellResult> TellAgain(JournalEntry told, string target, string id)
    {
        var route = routes.Of(told.Type);
        var targets = Array.FindAll(route.Targets, one => one.Id == target);
        if (targets.Length == 0)
            targets = [new EventTarget(target, target, routes.OutboxOf(target), routes.RowOf(told.Type, target), Survives: true)];
        var options = new TellOptions { Key = told.Key, Time = told.Time };
        var telling = new Telling(
            this, new EventRoute(route.Type, route.Policy, targets), sources.Of(told.Source), Payload.FromJson(told.PayloadUtf8.Span, PayloadLimits.Unbounded), options, told.Origin, told.Priority, default)
        { Id = id };
        return TellLater(telling);
    }

    private async ValueTask<TellResult> TellLater(Telling telling)
    {
        var (route, source) = (telling.Route, telling.Source);
        var epoch = await source.AskEpoch(route.Policy.IsDurable);
        if (!route.Policy.IsDurable) return await telling.Deliver(telling.Make(epoch, 0), route.For(telling.Origin));
        if (journal is null) throw new StorageUnavailableException($"Events of type {route.Type} are durable, and this process has no journal. Tell them by a component, or by a process with a silo.");
        var targets = Array.FindAll(route.For(telling.Origin), target => target.Emitter != source.Name);
        var surviving = Array.FindAll(targets, static target => target.Survives);
        var made = telling.Make(epoch, 0);
        // Told before they can end anywhere.
        foreach (var target in surviving) target.Row.Published();
        AppendResult appended;
        try
        {
            appended = await journal.Append(telling.ToEntry(made, surviving), late => ToldLate(late, surviving));
        }
        catch (Exception)
        {
            foreach (var target in surviving) target.Row.Published(-1);
            throw;
        }
        if (appended.Duplicate)
        {
            // A handler that runs again has told it before.
            foreach (var target in surviving) target.Row.Published(-1);
            return new TellResult(made.Id, surviving.Length);
        }
        return await telling.Deliver(made with { Position = appended.Position }, targets);
    }

    /// <summary>The journal was slower than its limit, and has the event all the same: it is delivered now, not at the next start.</summary>
    private static void ToldLate(AppendResult appended, EventTarget[] surviving)
    {
        if (appended.Duplicate) return;
        foreach (var target in surviving)
        {
            target.Row.Published();
            target.Outbox.Notify(appended.Position);
        }
    }

    private TellResult Shed(EventRoute route, EventOrigin origin, string emitter)
    {
        foreach (var target in route.For(origin))
        {
            if (target.Emitter == emitter) continue;
            target.Row.Published();
            target.Row.Shed(ShedReason.Mode);
        }
        Interlocked.Increment(ref _untold);
        return new TellResult("", 0, $"In {mode.Mode.ToString().ToUpperInvariant()} events of type {route.Type} do not pass. Declare them as flowing or critical if they must.");
    }

    /// <summary>One event that is being told.</summary>
    private readonly record struct Telling(
        EventTeller Teller, EventRoute Route, EventSource Source, Payload Data, TellOptions? Options, EventOrigin Origin, EventPriority Priority, EventCause Cause)
    {
        public string? Id { get; init; }

        public ComponentEvent Make(long epoch, long position)
        {
            var now = Teller.Clock.Time.GetUtcNow();
            var number = Source.NextNumber(epoch);
            Interlocked.Increment(ref Teller._told[(int)Origin]);
            return new ComponentEvent
            {
                Type = Route.Type,
                Data = Data,
                Source = Source.Name,
                Id = Id ?? (Cause.Id is { } cause ? $"{cause}/{Cause.Number}" : $"{Source.Name}:{(epoch == 0 ? Teller.Process : epoch):x}:{number}"),
                Epoch = epoch,
                Sequence = number,
                Time = Options?.Time ?? now,
                Origin = Origin,
                Priority = Priority,
                Key = Options?.Key,
                ExpiresAt = (Options?.TimeToLive ?? Route.Policy.TimeToLive) is { } life ? now + life : null,
                Position = position,
            };
        }

        public JournalEntry ToEntry(ComponentEvent made, EventTarget[] targets) => JournalEntry.Of(made) with
        {
            CauseId = Cause.Id,
            CauseTarget = Cause.Id is null ? null : Source.Name,
            Targets = [.. targets.Select(static target => target.Id)],
        };

        /// <summary>Puts the event into the outboxes. Those that a durable one cannot survive for are counted here; the others were when it went into the journal.</summary>
        public ValueTask<TellResult> Deliver(ComponentEvent made, EventTarget[] targets)
        {
            var (overflow, wait) = (Route.Policy.Overflow, Route.Policy.WaitLimit);
            var (told, shed) = (0, 0);
            List<RoomWaiter>? waiters = null;
            foreach (var target in targets)
            {
                if (target.Emitter == made.Source) continue;
                told++;
                var happened = made;
                if (made.Position > 0 && !target.Survives) happened = made with { Position = 0 };
                if (happened.Position == 0) target.Row.Published();
                if (!target.Outbox.Offer(new OutboxItem(happened, happened.Position == 0 && overflow == OverflowPolicy.Durable ? OverflowPolicy.Wait : overflow, target.Row), wait, out var waiter)) shed++;
                else if (waiter is not null) (waiters ??= []).Add(waiter);
            }
            Route.Stream?.Offer(made, overflow);
            return waiters is null ? new(new TellResult(made.Id, told - shed, null, shed)) : Wait(waiters, made.Id, told, shed);
        }

        private static async ValueTask<TellResult> Wait(List<RoomWaiter> waiters, string id, int told, int shed)
        {
            foreach (var waiter in waiters)
                if (!await waiter.Room) shed++;
            return new TellResult(id, told - shed, null, shed);
        }
    }

    private MonotonicClock Clock => clock;

    private long Process => routes.Process;
}
