using Genesis.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Genesis.Hosting;

/// <summary>The rules of <see cref="StorageOptions"/>.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var rules = new SettingRules(StorageOptions.Section);
        rules.Require(Enum.IsDefined(options.Kind), nameof(options.Kind), options.Kind, $"one of {string.Join(", ", Enum.GetNames<StorageKind>())}", "Leave it out for Sqlite.");
        rules.Require(options.Kind != StorageKind.Sqlite || options.Folder.Trim().Length > 0, nameof(options.Folder), "empty", "the path of a folder", "Leave it out for data.");
        rules.Require(options.Kind != StorageKind.Postgres || options.ConnectionString.Trim().Length > 0, nameof(options.ConnectionString), "empty",
            "a connection string for Npgsql when Kind is Postgres", "Write it like Host=localhost;Database=genesis;Username=…;Password=….");
        rules.Require(options.Kind != StorageKind.Postgres || options.ConnectionString.Trim().Length == 0 || IsReadable(options.ConnectionString), nameof(options.ConnectionString),
            "not what Npgsql can read", "names and values that Npgsql knows", "Write it like Host=localhost;Database=genesis;Username=…;Password=….");
        rules.Require(options.Kind != StorageKind.Postgres || Names.IsPlain(options.Schema), nameof(options.Schema), $"'{options.Schema}'",
            "lower-case letters, digits and underscores, beginning with a letter", "Leave it out for genesis.");
        return rules.Result;
    }

    // It may hold a password, so it is not shown.
    private static bool IsReadable(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).Host is not null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException or InvalidCastException or OverflowException)
        {
            return false;
        }
    }
}
