
namespace Genesis.Simulations.Streams;

/// <summary>A stream and its provider.</summary>
internal readonly record struct StreamKey(string Provider, StreamId Id)
{
    public override string ToString() => $"{Provider}/{Id}";
}
