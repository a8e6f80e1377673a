using System.Collections.Immutable;
using System.Globalization;
using Genesis.Events;
using Genesis.Resilience;

namespace Genesis.Operations;

/// <summary>One load from its beginning to its end, on the turn of its grain.</summary>
internal sealed class LoadRun
{
    // Of ten messages one is an ask.
    private const int MessagesPerAsk = 10;
    private const int MessagesPerIntensity = 10;
    private const int IntensityPerFault = 100;
    private const int MostUnderWay = 10_000;
    private const int MostPerTick = 20_000;

    // So many faults that each component, which meets a third of them as failures, stays below the five that a minute may have.
    private const int IntensityPerComponent = 15;
    private const double SlowestPace = 0.95;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan SettlePatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SettleStep = TimeSpan.FromMilliseconds(100);

    private static readonly ComponentPolicies Policies = new()
    {
        Weight = 0,
        HungAfter = TimeSpan.FromMilliseconds(500),
        Requests = ImmutableDictionary<string, RequestPolicy>.Empty.Add(LoadComponent.RequestType, new RequestPolicy { Idempotent = true, Timeout = TimeSpan.FromSeconds(10) }),
    };

    // Not for those outside: they would get all of it by the doors.
    private static readonly TellOptions Inside = new() { Origin = EventOrigin.Local };

    private readonly LoadRequest _request;
    private readonly IComponents _components;
    private readonly IComponentBus _bus;
    private readonly IEventRuntime _events;
    private readonly LocalComponents _local;
    private readonly Ledger _ledger;
    private readonly LoadMeter _meter;
    private readonly MonotonicClock _clock;
    private readonly LoadFaults _faults;
    private readonly string[] _ids;
    private readonly HashSet<string> _known;
    private LedgerRowSnapshot _before = Empty;
    private LedgerRowSnapshot? _final;
    private LoadState _state;
    private TimeSpan _began;
    private TimeSpan? _elapsed;
    private string? _problem;
    private bool _cancelled;
    private long _told;
    private long _asked;
    private long _answered;
    private long _restarts;
    private int _underWay;

    public LoadRun(
        LoadRequest request, IComponents components, IComponentBus bus, IEventRuntime events, IFaults faults, LocalComponents local, Ledger ledger, LoadMeter meter, MonotonicClock clock)
    {
        (_request, _components, _bus, _events, _local, _ledger, _meter, _clock) = (request, components, bus, events, local, ledger, meter, clock);
        _ids = [.. Enumerable.Range(1, Math.Clamp(request.Intensity / IntensityPerComponent, 10, 2000)).Select(static number => $"{LoadComponent.Prefix}{number}")];
        _known = [.. _ids];
        _faults = new LoadFaults(faults, _ids);
    }

    public bool IsOver => _state == LoadState.Done;

    private static LedgerRowSnapshot Empty { get; } = new(LedgerSnapshot.Others, LoadComponent.Prefix + LedgerSnapshot.Others);

    private TimeSpan Elapsed => _elapsed ?? (_state == LoadState.Preparing ? TimeSpan.Zero : _clock.Now - _began);

    private long Due => (long)(Math.Min(Elapsed.TotalSeconds, _request.Time.TotalSeconds) * _request.Intensity * MessagesPerIntensity);

    public void Cancel() => _cancelled = true;

    public async Task Run()
    {
        try
        {
            _meter.Reset();
            await Register();
            if (_problem is null) await Send();
            if (_problem is null || _told > 0) await Settle();
        }
        catch (Exception exception)
        {
            _problem = $"It was broken off: {exception.Message}";
        }
        _elapsed ??= Elapsed;
        _state = LoadState.CleaningUp;
        await Remove();
        _state = LoadState.Done;
    }

    public LoadProgress Progress()
    {
        var ledger = _final ?? Minus(Sum(_ledger.Snapshot().Rows), _before);
        var (p50, p99) = _meter.Latencies;
        var elapsed = Elapsed;
        return new LoadProgress
        {
            Request = _request,
            State = _state,
            Elapsed = elapsed,
            Due = Due,
            Told = _told,
            Asked = _asked,
            Answered = _answered,
            Rate = elapsed > TimeSpan.Zero ? (ledger.Handled + _answered) / elapsed.TotalSeconds : 0,
            P50 = p50,
            P99 = p99,
            Faults = _faults.Injected,
            Restarts = _restarts,
            Ledger = ledger,
            Problem = _problem,
            Components = _ids.Length,
        };
    }

    private async Task Register()
    {
        var results = await Task.WhenAll(_ids.Select(id => _components.Register(new ComponentRegistration
        {
            Id = id,
            Type = LoadComponent.Name,
            Subscriptions = [new ComponentSubscription(TypeOf(id))],
            Policies = Policies,
        })));
        if (results.FirstOrDefault(static result => !result.Accepted) is { } refused) _problem = $"{refused.Id} could not be registered: {string.Join(" ", refused.Problems)}";
        _before = Sum(_ledger.Snapshot().Rows);
    }

    private async Task Send()
    {
        _began = _clock.Now;
        _state = LoadState.Running;
        for (var next = 0L; Elapsed < _request.Time && !_cancelled; await Task.Delay(Tick, _clock.Time))
        {
            var end = Math.Min(Due, next + MostPerTick);
            for (; next < end && _underWay < MostUnderWay; next++)
            {
                var id = _ids[(int)(next % _ids.Length)];
                if ((next + (next / _ids.Length)) % MessagesPerAsk == 0) Follow(Ask(id, next));
                else Follow(Tell(id, next));
            }
            if (_request.Faults) _faults.CatchUp((long)(Elapsed.TotalSeconds * _request.Intensity / IntensityPerFault));
        }
        var due = Due;
        _elapsed = Elapsed;
        if (_told + _asked < due * SlowestPace) _problem = string.Create(CultureInfo.InvariantCulture, $"Only {(_told + _asked) / Elapsed.TotalSeconds:N0} of {due / Elapsed.TotalSeconds:N0} messages per second could be sent.");
    }

    private void Follow(ValueTask message)
    {
        if (!message.IsCompletedSuccessfully) _ = Wait(message);

        async Task Wait(ValueTask sent)
        {
            _underWay++;
            try
            {
                await sent;
            }
            catch (Exception exception)
            {
                _problem ??= exception.Message;
            }
            _underWay--;
        }
    }

    private async ValueTask Tell(string id, long number)
    {
        _told++;
        var told = await _bus.Tell(TypeOf(id), new LoadMessage(_clock.Now, number), IOperatorGrain.Source, Inside);
        if (!told.IsTold) _problem ??= $"An event was refused: {told.Refused}";
    }

    private async ValueTask Ask(string id, long number)
    {
        _asked++;
        if ((await _bus.Ask(id, LoadComponent.RequestType, new LoadMessage(_clock.Now, number), null, IOperatorGrain.Source)).IsOk) _answered++;
    }

    private async Task Settle()
    {
        _state = LoadState.Settling;
        var end = _clock.Now + SettlePatience;
        LedgerRowSnapshot row;
        do
        {
            await Task.Delay(SettleStep, _clock.Time);
            row = Minus(Sum((await _events.ReadLedger()).Rows), _before);
        }
        while ((_underWay > 0 || row.Queued > 0 || row.Difference != 0) && _clock.Now < end);
        _final = row;
        if (row.Shed + row.Expired + row.DeadLettered > 0)
            _problem = $"{row.Shed} events were shed{Reasons(row)}, {row.Expired} expired, {row.DeadLettered} became dead letters.";
        else if (row.Queued > 0 || row.Difference != 0) _problem = $"{row.Queued} events still waited {SettlePatience.TotalSeconds:0} s after the last was told, and {row.Difference} are unaccounted for.";
    }

    private static string Reasons(LedgerRowSnapshot row) =>
        row.Shed == 0 ? "" : $" ({string.Join(", ", row.ShedBy.Where(static shed => shed.Value > 0).Select(static shed => $"{shed.Key} {shed.Value}"))})";

    private async Task Remove()
    {
        _restarts = _ids.Sum(id => _local.Find(id) is { } cell ? Math.Max(0, cell.Generation - 1) : 0);
        var removed = await Task.WhenAll(_ids.Select(async id =>
        {
            try
            {
                return (await _components.Remove(id, "The load is over.")).Accepted;
            }
            catch (Exception)
            {
                return false;
            }
        }));
        if (removed.Contains(false)) _problem ??= $"Its components could not be removed. Do it by hand: genesis components remove {_ids[Array.IndexOf(removed, false)]}";
    }

    private static string TypeOf(string id) => $"bench.{id}";

    private LedgerRowSnapshot Sum(IEnumerable<LedgerRowSnapshot> rows) => rows.Where(row => _known.Contains(row.Subscriber)).Aggregate(Empty, static (sum, row) => sum.Plus(row));

    private static LedgerRowSnapshot Minus(LedgerRowSnapshot row, LedgerRowSnapshot before) => row with
    {
        Published = row.Published - before.Published,
        CarriedOver = row.CarriedOver - before.CarriedOver,
        Handled = row.Handled - before.Handled,
        Conflated = row.Conflated - before.Conflated,
        Expired = row.Expired - before.Expired,
        DeadLettered = row.DeadLettered - before.DeadLettered,
        ShedBy = before.ShedBy.Aggregate(row.ShedBy, static (left, shed) => left.SetItem(shed.Key, left.GetValueOrDefault(shed.Key) - shed.Value)),
    };
}
