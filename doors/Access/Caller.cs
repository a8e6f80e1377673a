namespace Genesis.Doors;

/// <summary>Who is at the door.</summary>
/// <param name="Name">Name of the key, as the configuration has it; for people.</param>
/// <param name="Scopes">What it may do.</param>
public sealed record Caller(string Name, DoorScope Scopes)
{
    /// <summary>A program on this machine, where no keys are declared.</summary>
    public static Caller Local { get; } = new("loopback", DoorScope.Read | DoorScope.Request | DoorScope.Admin);

    /// <summary>Somebody who needs no key for what it wants.</summary>
    public static Caller Anyone { get; } = new("anyone", DoorScope.None);

    /// <summary>Whether it may do this.</summary>
    public bool May(DoorScope scope) => (Scopes & scope) == scope;
}
