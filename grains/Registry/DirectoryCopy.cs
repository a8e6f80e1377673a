namespace Genesis.Registry;

/// <summary>
/// Brings the registry's changes into this process' directory, in order and each once, from whichever way they come. It takes away only what it has brought: a process may
/// know ways of its own beside. Any thread.
/// </summary>
internal sealed class DirectoryCopy(ComponentDirectory directory)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _brought = new(StringComparer.Ordinal);

    // While everything comes anew: what has not come yet.
    private HashSet<string>? _unseen;

    public long Epoch { get; private set; }

    public long Version { get; private set; }

    /// <summary>Takes what this process declares, before the registry says what there is.</summary>
    public void Declare(ComponentRegistration registration)
    {
        lock (_gate) Set(registration);
    }

    /// <summary>Takes an update over.</summary>
    /// <returns>False when something before it is missing.</returns>
    public bool Apply(RegistryUpdate update)
    {
        lock (_gate)
        {
            if (update.From == 0)
            {
                if (Version > 0 && update.Epoch == Epoch && update.To <= Version && _unseen is null) return true;
                _unseen = [.. _brought];
                (Epoch, Version) = (update.Epoch, 0);
            }
            else if (update.Epoch != Epoch || update.From > Version)
            {
                return false;
            }
            foreach (var change in update.Changes)
                if (change.Version > Version) Apply(change);
            Version = Math.Max(Version, update.To);
            if (update.More || _unseen is null) return true;
            foreach (var id in _unseen) Remove(id);
            _unseen = null;
            return true;
        }
    }

    private void Apply(RegistryChange change)
    {
        _unseen?.Remove(change.Id);
        if (change.Registration is { } registration) Set(registration);
        else Remove(change.Id);
    }

    private void Set(ComponentRegistration registration)
    {
        _brought.Add(registration.Id);
        directory.Set(registration);
    }

    private void Remove(string id)
    {
        if (_brought.Remove(id)) directory.Remove(id);
    }
}
