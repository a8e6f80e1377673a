namespace Orleans.Storage;

/// <summary>
/// The stored record is not the one that was read: somebody else wrote it in the meantime. Nothing was written. Read again and decide again;
/// never write blindly a second time. If a grain lets it escape, its activation ends and the next call reads afresh.
/// </summary>
[GenerateSerializer]
public class InconsistentStateException : Runtime.OrleansException
{
    /// <summary>An error without a message of its own.</summary>
    public InconsistentStateException()
    {
    }

    /// <summary>An error.</summary>
    public InconsistentStateException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public InconsistentStateException(string message, Exception? innerException)
        : base(message, innerException!)
    {
    }

    /// <summary>An error with both versions and its cause.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
        : base(errorMsg, storageException!)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>An error with both versions.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : this(errorMsg, storedEtag, currentEtag, null)
    {
    }

    /// <summary>An error with both versions and the cause, whose message it takes.</summary>
    public InconsistentStateException(string? storedEtag, string? currentEtag, Exception storageException)
        : this(storageException.Message, storedEtag, currentEtag, storageException)
    {
    }

    /// <summary>Whether the activation that got the exception is the one whose write failed; false once a caller passes it on.</summary>
    [Id(0)]
    internal bool IsSourceActivation { get; set; } = true;

    /// <summary>The version in the store.</summary>
    [Id(1)]
    public string? StoredEtag { get; private set; }

    /// <summary>The version that the writer had.</summary>
    [Id(2)]
    public string? CurrentEtag { get; private set; }

    /// <inheritdoc />
    public override string ToString() =>
        $"InconsistentStateException: {Message} StoredEtag={StoredEtag} CurrentEtag={CurrentEtag}{Environment.NewLine}{StackTrace}"
        + (InnerException is null ? "" : $"{Environment.NewLine}---> {InnerException}");
}
