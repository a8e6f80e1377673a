namespace Genesis.Exchanges;

/// <summary>The files of one connection: frames, and REST answers once there are some.</summary>
internal sealed class OpenCapture(string stem, string? url) : IDisposable
{
    private readonly CaptureFile _frames = new(stem + ".ws.gz");
    private CaptureFile? _answers;

    /// <summary>The connection's address, for the file that continues this one.</summary>
    public string? Url { get; } = url;

    public DateTimeOffset LastTime { get; private set; }

    public long Length => _frames.Length;

    public IEnumerable<string> Paths => [stem + ".ws.gz", stem + ".http.gz"];

    public void Write(in CaptureEntry entry)
    {
        LastTime = entry.Time;
        _frames.Write(in entry);
    }

    public void WriteAnswer(in CaptureEntry entry) => (_answers ??= new CaptureFile(stem + ".http.gz")).Write(in entry);

    public void Flush()
    {
        _frames.Flush();
        _answers?.Flush();
    }

    public void Dispose()
    {
        _frames.Dispose();
        _answers?.Dispose();
    }
}
