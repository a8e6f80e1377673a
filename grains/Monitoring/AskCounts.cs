namespace Genesis.Monitoring;

/// <summary>
/// Adds up the outcomes of this process' asks. They are counted where the asks go anyway, per component and type, so that an ask pays for nothing more.
/// Pings and status are left out: they are answered for the component, whatever its state.
/// </summary>
internal sealed class AskCounts
{
    private static readonly OutcomeKind[] Kinds = Enum.GetValues<OutcomeKind>();

    private readonly ComponentDirectory _directory;
    private readonly Lock _gate = new();
    private Sum _removed;

    public AskCounts(ComponentDirectory directory)
    {
        _directory = directory;
        directory.Removed += route =>
        {
            lock (_gate) _removed.Add(route);
        };
    }

    /// <summary>The sums since the process started.</summary>
    public Sum Read()
    {
        Sum sum;
        lock (_gate) sum = _removed;
        foreach (var route in _directory.Routes) sum.Add(route);
        return sum;
    }

    /// <summary>Asks that were admitted, those answered in time, and of both the critical ones.</summary>
    internal struct Sum
    {
        public long Admitted;
        public long Ok;
        public long Critical;
        public long CriticalOk;

        public void Add(TargetRoute target)
        {
            foreach (var route in target.Types)
            {
                if (route.Type is CriticalRequests.Ping or CriticalRequests.Status) continue;
                long admitted = 0;
                foreach (var kind in Kinds)
                    if (kind is not (OutcomeKind.Rejected or OutcomeKind.UnknownRequest or OutcomeKind.UnknownComponent)) admitted += route.Counted(kind);
                var ok = route.Counted(OutcomeKind.Ok);
                Admitted += admitted;
                Ok += ok;
                if (!route.Critical) continue;
                Critical += admitted;
                CriticalOk += ok;
            }
        }
    }
}
