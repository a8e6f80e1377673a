namespace Genesis.Tests.Streams.Fixture;

/// <summary>The stream providers under test.</summary>
public static class Providers
{
    /// <summary>The name that each of them has in its cluster.</summary>
    public const string Name = "events";

    public const string Genesis = "genesis";
    public const string Memory = "memory";
}
