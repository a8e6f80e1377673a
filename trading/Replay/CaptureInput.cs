using Genesis.Exchanges;

namespace Genesis.Trading;

/// <summary>Where recorded frames are from: a file, or memory. It can be read as often as wanted.</summary>
public sealed class CaptureInput
{
    private readonly Func<IVenue, IMarketDataSink, IBookObserver?, CaptureReplay> _open;

    private CaptureInput(string name, Func<IVenue, IMarketDataSink, IBookObserver?, CaptureReplay> open, Func<CaptureReader> read) => (Name, _open, Read) = (name, open, read);

    /// <summary>Its name, for people.</summary>
    public string Name { get; }

    /// <summary>Reads its lines.</summary>
    internal Func<CaptureReader> Read { get; }

    /// <summary>A file, with the REST answers in the <c>.http</c> beside it.</summary>
    public static CaptureInput File(string path) => new(Path.GetFileName(path), (venue, sink, observer) => CaptureReplay.Open(venue, path, sink, observer), () => CaptureReader.Open(path));

    /// <summary>Frames in memory, in the format of a capture.</summary>
    public static CaptureInput Memory(string name, byte[] text) => new(
        name, (venue, sink, observer) => new CaptureReplay(venue, new CaptureReader(new MemoryStream(text)), null, sink, observer), () => new CaptureReader(new MemoryStream(text)));

    internal CaptureReplay Open(IVenue venue, IMarketDataSink sink, IBookObserver? observer) => _open(venue, sink, observer);
}
