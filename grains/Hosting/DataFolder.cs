using Genesis.Storage;

namespace Genesis.Hosting;

/// <summary>Keeps a second silo away from a folder of SQLite files: both would take each other's components and events for their own.</summary>
/// <param name="folder">The folder, whole.</param>
internal sealed class DataFolder(string folder) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private const string FileName = "silo.lock";

    private FileStream? _lock;

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(DataFolder), StoreStages.Folder, _ => Take(), _ => Leave());

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
            throw new IOException($"{StorageOptions.Section}:{nameof(StorageOptions.Folder)} is {folder}, and {Trouble(exception)}", exception);
        }
        return Task.CompletedTask;
    }

    private Task Leave()
    {
        Dispose();
        return Task.CompletedTask;
    }

    // The low half of the code is the system's own: Linux, then Windows.
    private static string Trouble(Exception exception) => (exception.HResult & 0xFFFF) switch
    {
        11 or 35 or 32 when exception is IOException => $"another silo runs on it: its {FileName} is locked. Stop that silo, or give this one a folder of its own.",
        28 or 112 => $"the disk is full: {exception.Message} Make room on the volume, or choose another folder.",
        _ when exception is UnauthorizedAccessException || exception.HResult is 30 or 19 => $"it cannot be written to: {exception.Message} Give this process the right to write there, mount the volume writable, or choose another folder.",
        _ => $"it cannot be used: {exception.Message} Check the path and the disk, or choose another folder.",
    };

    public void Dispose() => _lock?.Dispose();
}
