using Orleans.Runtime;

namespace Genesis.Embedded.Streams;

/// <summary>One stream of one provider. As text it is the key of the stream's hub: provider/namespace/key, with slashes inside the first two escaped.</summary>
internal readonly record struct StreamKey(string Provider, StreamId Id)
{
    public string ToGrainKey() => $"{Escape(Provider)}/{Escape(Id.GetNamespace() ?? "")}/{Id.GetKeyAsString()}";

    public static StreamKey Parse(string grainKey)
    {
        var parts = grainKey.Split('/', 3);
        if (parts.Length != 3)
            throw new ArgumentException($"'{grainKey}' is not the key of a stream's hub: provider/namespace/key is expected.", nameof(grainKey));
        return new StreamKey(Unescape(parts[0]), StreamId.Create(Unescape(parts[1]), parts[2]));
    }

    public override string ToString() => $"{Provider}/{Id}";

    private static string Escape(string part) =>
        part.AsSpan().IndexOfAny('/', '%') < 0 ? part : part.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);

    private static string Unescape(string part) =>
        part.Contains('%', StringComparison.Ordinal)
            ? part.Replace("%2F", "/", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal)
            : part;
}
