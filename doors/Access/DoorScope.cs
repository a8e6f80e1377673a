namespace Genesis.Doors;

/// <summary>What a caller may do.</summary>
[Flags]
public enum DoorScope
{
    /// <summary>Nothing that needs a key.</summary>
    None = 0,

    /// <summary>Look: status, ledger, metrics, events that go out.</summary>
    Read = 1,

    /// <summary>Ask components and tell events.</summary>
    Request = 2,

    /// <summary>Register, remove, restart and release components, replay dead letters, requests declared <see cref="RequestPolicy.Admin"/>.</summary>
    Admin = 4,
}
