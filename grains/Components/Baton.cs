using Genesis.Resilience;

namespace Genesis;

/// <summary>
/// Lets one piece of a component's code run at a time. A handler run holds the baton from its beginning to its end, but lays it down while it awaits
/// an ask or a save, unless the component is strictly serial. Touched on the component's turn only.
/// </summary>
/// <param name="scheduler">The grain's own scheduler.</param>
/// <param name="clock">Says since when it is held.</param>
/// <param name="serial">Whether a run keeps the baton while it awaits an ask.</param>
/// <param name="runNext">Begins the next request or event that waits, with the baton; false when nothing waits.</param>
internal sealed class Baton(TaskScheduler scheduler, MonotonicClock clock, bool serial, Func<bool> runNext)
{
    // After so many pieces in one go, other turns of the grain get theirs: probes and new requests.
    private const int PiecesPerTurn = 64;

    private Queue<IResumption>? _resumptions;

    // True while a piece of a handler runs that was started or resumed from here: what it leaves behind is looked at when it returns.
    private bool _inside;
    private bool _pumping;
    private bool _posted;

    /// <summary>The run that has the baton.</summary>
    public Frame? Holder { get; private set; }

    /// <summary>Since when the holder has had it without laying it down.</summary>
    public TimeSpan HeldSince { get; private set; }

    public bool IsFree => Holder is null;

    /// <summary>Whether a run keeps the baton while it awaits an ask.</summary>
    public bool IsSerial
    {
        get => serial;
        set => serial = value;
    }

    public bool HasResumptions => _resumptions is { Count: > 0 };

    /// <summary>Gives the free baton to a run that begins. What it does until <see cref="Leave"/> is under this baton's eyes.</summary>
    public bool Enter(Frame frame)
    {
        Holder = frame;
        HeldSince = frame.StartedAt;
        var outer = _inside;
        _inside = true;
        return outer;
    }

    /// <summary>The first piece of a run has returned.</summary>
    public void Leave(bool outer)
    {
        _inside = outer;
        Settle();
    }

    /// <summary>The first piece of a run was its last.</summary>
    public void Finish(bool outer)
    {
        Holder = null;
        _inside = outer;
        Settle();
    }

    /// <summary>Several runs begin and end in a row: until <see cref="Scatter"/>, nothing else is begun between them.</summary>
    public bool Gather()
    {
        var outer = _inside;
        _inside = true;
        return outer;
    }

    /// <summary>The row is over: what waits may begin.</summary>
    public void Scatter(bool outer)
    {
        _inside = outer;
        Settle();
    }

    /// <summary>A run has come to its end.</summary>
    public void Release(Frame frame)
    {
        if (ReferenceEquals(Holder, frame)) Holder = null;
        Settle();
    }

    /// <summary>The run awaits an ask or a save from now on.</summary>
    public void Awaits(Frame frame)
    {
        frame.Waiting++;
        // A piece that the scheduler resumed returns to nobody here: look after it in a turn of its own.
        if (!_inside && !serial) Post();
    }

    /// <summary>What it awaited is there: the run goes on as soon as the baton is free.</summary>
    public void Resume(IResumption operation)
    {
        var frame = operation.Frame!;
        if (Holder is null || ReferenceEquals(Holder, frame) || !operation.IsWanted)
        {
            RunPiece(operation, frame);
            Settle();
        }
        else
        {
            (_resumptions ??= new()).Enqueue(operation);
        }
    }

    /// <summary>Takes the baton from a run that was given up.</summary>
    public void TakeFrom(Frame frame)
    {
        if (ReferenceEquals(Holder, frame)) Holder = null;
    }

    /// <summary>Lets others run when the holder awaits an ask, and begins what waits when nobody holds the baton.</summary>
    public void Settle()
    {
        if (!serial && Holder is { Waiting: > 0 } && !_inside) Holder = null;
        if (Holder is null && !_inside && !_pumping) Pump();
    }

    private void Pump()
    {
        _pumping = true;
        try
        {
            for (var pieces = 0; Holder is null; pieces++)
            {
                if (pieces == PiecesPerTurn)
                {
                    Post();
                    return;
                }
                if (_resumptions is { Count: > 0 })
                {
                    var operation = _resumptions.Dequeue();
                    RunPiece(operation, operation.Frame!);
                }
                else if (!runNext())
                {
                    return;
                }
                if (!serial && Holder is { Waiting: > 0 }) Holder = null;
            }
        }
        finally
        {
            _pumping = false;
        }
    }

    private void RunPiece(IResumption operation, Frame frame)
    {
        if (operation.IsWanted)
        {
            Holder = frame;
            frame.Waiting--;
            HeldSince = clock.Now;
        }
        var outer = _inside;
        _inside = true;
        try
        {
            operation.Continue();
        }
        finally
        {
            _inside = outer;
        }
    }

    private void Post()
    {
        if (_posted) return;
        _posted = true;
        Task.Factory.StartNew(static state => ((Baton)state!).Posted(), this, CancellationToken.None, TaskCreationOptions.None, scheduler);
    }

    private void Posted()
    {
        _posted = false;
        Settle();
    }
}
