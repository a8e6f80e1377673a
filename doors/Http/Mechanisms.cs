namespace Genesis.Doors;

/// <summary>The thirteen mechanisms, with the figures of those that exist.</summary>
internal sealed class Mechanisms(IEnumerable<IMechanism> figures)
{
    private static readonly (string Name, string Meaning)[] Known =
    [
        ("DimensionalCollapse", "conflation and batching of redundant updates in mailboxes and sockets"),
        ("EventHorizon", "error boundary: every failure becomes a typed outcome, a retry or a dead letter"),
        ("QuantumTime", "deadlines that travel; virtual time for replay and simulation"),
        ("QuantumTunnel", "in-process fast path: delivery without serialisation or copy"),
        ("InfiniteDensity", "compression: of frames, checkpoints and captures"),
        ("ResilientReplication", "every checkpoint kept in several stores; restore takes the newest valid one and repairs the others"),
        ("Entanglement", "hot standby: a component's twin follows its state and takes over at once"),
        ("RealityMatrix", "execution profiles chosen at start; fault injection switchable while running"),
        ("OmniConvergence", "conservation ledger and delivery watermarks; gaps found and repaired"),
        ("OmniversalSharedMemory", "shared versioned state, and session resume buffers"),
        ("PredictiveRecovery", "failure detection and latency trends; checkpoint, reconnect or trip before the failure"),
        ("QuantumFeedbackLoop", "adaptive timeouts, adaptive concurrency limit, retry budget"),
        ("EvolvingConsciousInterface", "self-tuning: learned settings per route, explainable and reversible"),
    ];

    public async Task<IReadOnlyList<MechanismReport>> Read(CancellationToken cancellationToken)
    {
        List<MechanismReport> reports = [];
        foreach (var (name, meaning) in Known)
        {
            List<MechanismFigure>? live = null;
            foreach (var mechanism in figures.Where(one => one.Name == name)) (live ??= []).AddRange(await mechanism.Read(cancellationToken));
            reports.Add(new(name, meaning, live is null ? "not built yet" : "live", live));
        }
        return reports;
    }
}
