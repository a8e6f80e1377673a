namespace Genesis.Storage;

/// <summary>A store in a PostgreSQL database, which several stores and silos may share.</summary>
public sealed class PostgresStoreOptions : StoreOptions
{
    /// <summary>Where the server is, as Npgsql wants it: <c>Host=…;Database=…;Username=…;Password=…</c>.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>The schema that holds the tables; made if it is not there.</summary>
    public string Schema { get; set; } = "genesis";

    internal override void Validate(string store)
    {
        base.Validate(store);
        Require(ConnectionString.Length > 0, store, nameof(ConnectionString), "empty", "a connection string for Npgsql");
        Require(Names.IsPlain(Schema), store, nameof(Schema), Schema, "lower-case letters, digits and underscores, beginning with a letter");
    }
}
