namespace Genesis.Tests.Integration.Client;

/// <summary>Tests of the console share a silo.</summary>
[CollectionDefinition(Name)]
public sealed class ConsoleGroup : ICollectionFixture<ConsoleSilo>
{
    public const string Name = "console";
}
