namespace Genesis.Exchanges;

/// <summary>What is known of a book's truth; a higher grade is a better one.</summary>
public enum BookGrade
{
    /// <summary>Known or suspected to be wrong, or not there yet: not to be used.</summary>
    Stale,

    /// <summary>No fault seen, but the venue (or this book so far) gives no evidence that would show one.</summary>
    Unproven,

    /// <summary>Every change is numbered and none is missing.</summary>
    Sequenced,

    /// <summary>The venue's checksum of its best levels matched after the last change.</summary>
    Checksummed,
}
