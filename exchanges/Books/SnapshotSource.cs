namespace Genesis.Exchanges;

/// <summary>Where a book's snapshot comes from.</summary>
public enum SnapshotSource
{
    /// <summary>The venue pushes one after each subscription: a doubtful book is subscribed anew.</summary>
    Pushed,

    /// <summary>It is asked for over REST, while the changes are kept.</summary>
    Rest,

    /// <summary>The venue pushes one as a rule; where it does not, REST has one, so the changes are kept.</summary>
    PushedOrRest,
}
