namespace Genesis.Embedded.Streams;

/// <summary>The stream providers that were registered, for checks and for messages.</summary>
internal sealed class StreamProviderNames(IEnumerable<StreamProviderName> names)
{
    public IReadOnlyList<string> All { get; } = [.. names.Select(static name => name.Value).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The name, if there is such a provider.</summary>
    public string Known(string name) => All.Contains(name) ? name : throw Unknown(name);

    public KeyNotFoundException Unknown(string name) => new(
        $"There is no stream provider named '{name}'. {(All.Count == 0 ? "None is registered" : $"Registered: {string.Join(", ", All)}")}. "
        + $"Register it where silo and client are built: AddMemoryStreams(\"{name}\").");
}

/// <summary>One registered name.</summary>
internal sealed record StreamProviderName(string Value);
