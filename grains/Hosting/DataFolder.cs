namespace Genesis.Hosting;

/// <summary>Keeps a second silo away from a folder of SQLite files: both would take each other's components and events for their own.</summary>
/// <param name="folder">The folder, whole.</param>
internal sealed class DataFolder(string folder) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private const string FileName = "silo.lock";

    private FileStream? _lock;

    // Before the stores, and left after them.
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(DataFolder), ServiceLifecycleStage.RuntimeInitialize, _ => Take(), _ => Leave());

    private Task Take()
    {
        try
        {
            Directory.CreateDirectory(folder);
            // The system takes the lock back however the process ends.
            _lock = new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"{StorageOptions.Section}:{nameof(StorageOptions.Folder)} is {folder}, and it cannot be used: {exception.Message} "
                + "If another silo runs on it, stop that one, or give this one a folder of its own; if not, see to it that the folder can be written to.", exception);
        }
        return Task.CompletedTask;
    }

    private Task Leave()
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _lock?.Dispose();
}
