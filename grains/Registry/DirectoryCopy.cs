namespace Genesis.Registry;

/// <summary>Brings the registry's changes into this process' directory, in order and each once, from whichever way they come. Any thread.</summary>
internal sealed class DirectoryCopy(ComponentDirectory directory)
{
    private readonly Lock _gate = new();

    // While everything comes anew: what has not come yet.
    private HashSet<string>? _unseen;

    public long Epoch { get; private set; }

    public long Version { get; private set; }

    /// <summary>Takes an update over.</summary>
    /// <returns>False when something before it is missing.</returns>
    public bool Apply(RegistryUpdate update)
    {
        lock (_gate)
        {
            if (update.From == 0)
            {
                if (Version > 0 && update.Epoch == Epoch && update.To <= Version && _unseen is null) return true;
                _unseen = directory.Routes.Select(static route => route.Id).ToHashSet(StringComparer.Ordinal);
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
            foreach (var id in _unseen) directory.Remove(id);
            _unseen = null;
            return true;
        }
    }

    private void Apply(RegistryChange change)
    {
        _unseen?.Remove(change.Id);
        if (change.Registration is { } registration) directory.Set(registration);
        else directory.Remove(change.Id);
    }
}
