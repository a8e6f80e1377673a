namespace Genesis;

/// <summary>The system mode as this process knows it, and what it lets through. Reading it costs one volatile read.</summary>
internal sealed class ModeGate
{
    /// <summary>Stepping down takes at least this long.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private volatile SystemMode _mode;

    public SystemMode Mode => _mode;

    /// <summary>Told after each change.</summary>
    public event Action<SystemMode, SystemMode>? Changed;

    public void Set(SystemMode mode)
    {
        var was = _mode;
        if (was == mode) return;
        _mode = mode;
        Changed?.Invoke(was, mode);
    }

    public bool Admits(RequestRoute route) => _mode switch
    {
        SystemMode.Normal => true,
        SystemMode.Safe => !route.Background,
        _ => route.Critical,
    };

    public string Reason(RequestRoute route) => _mode == SystemMode.Safe
        ? $"In SAFE requests like {route.Type}, which are background work, are shed."
        : $"In EMERGENCY only critical requests pass; {route.Type} is not declared critical.";
}
