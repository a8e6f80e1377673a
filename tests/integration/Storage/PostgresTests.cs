namespace Genesis.Tests.Integration.Storage;

/// <summary>One server for the tests that share it.</summary>
[CollectionDefinition(nameof(PostgresServer))]
public sealed class PostgresTests : ICollectionFixture<PostgresServer>;
