namespace Genesis.Hosting;

/// <summary>Where what must outlive the host is kept.</summary>
/// <param name="Kind">What it is kept in.</param>
/// <param name="Place">The folder, or the schema in the database: nothing that is secret.</param>
internal sealed record StoragePlace(StorageKind Kind, string Place)
{
    /// <summary>For people.</summary>
    public override string ToString() => Kind switch
    {
        StorageKind.Memory => "memory, until the host ends",
        StorageKind.Postgres => $"PostgreSQL, schema {Place}",
        _ => $"SQLite files in {Place}",
    };
}
