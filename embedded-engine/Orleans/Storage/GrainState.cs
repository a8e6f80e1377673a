namespace Orleans;

/// <summary>A stored state in memory.</summary>
[GenerateSerializer]
public sealed class GrainState<T> : IGrainState<T>
{
    /// <summary>No value and no version.</summary>
    public GrainState()
    {
    }

    /// <summary>A value without a version.</summary>
    public GrainState(T? state)
        : this(state, null)
    {
    }

    /// <summary>A value with its version.</summary>
    public GrainState(T? state, string? eTag)
    {
        State = state;
        ETag = eTag;
    }

    /// <inheritdoc />
    [Id(0)]
    public T? State { get; set; }

    /// <inheritdoc />
    [Id(1)]
    public string? ETag { get; set; }

    /// <inheritdoc />
    [Id(2)]
    public bool RecordExists { get; set; }
}
