using System.Data.Common;
using System.Text.RegularExpressions;

namespace Genesis.Storage;

/// <summary>A connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed partial class SqlSession(IStoreDialect dialect) : IDisposable
{
    private readonly DbConnection _connection = dialect.Connect();
    private readonly Dictionary<string, DbCommand> _statements = [];

    public IStoreDialect Dialect => dialect;

    /// <summary>For what is beyond statements with parameters.</summary>
    public DbConnection Connection => _connection;

    /// <summary>Runs a statement; its parameters get the values in order of their first appearance. Returns the rows changed.</summary>
    public int Run(string sql, params ReadOnlySpan<object?> values) => Statement(sql, values).ExecuteNonQuery();

    /// <inheritdoc cref="Run"/>
    public DbDataReader Query(string sql, params ReadOnlySpan<object?> values) => Statement(sql, values).ExecuteReader();

    /// <summary>The first column of the first row; null if there is none.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<object?> values) => Statement(sql, values).ExecuteScalar() is { } value and not DBNull ? value : null;

    /// <summary>A number, or null.</summary>
    public long? Number(string sql, params ReadOnlySpan<object?> values) => Scalar(sql, values) is { } value ? Convert.ToInt64(value, null) : null;

    /// <inheritdoc cref="IStoreDialect.Many"/>
    public void Many(string sql, IReadOnlyList<object?[]> values, Action<int, DbDataReader>? row = null)
    {
        if (values.Count > 0) dialect.Many(this, sql, values, row);
    }

    public void Commit() => Run("COMMIT");

    /// <summary>Ends a transaction, if there is one, whatever state the connection is in; tells whether the connection can be used further.</summary>
    public bool TryRollback()
    {
        try
        {
            Run("ROLLBACK");
            return true;
        }
        catch (DbException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _statements.Clear();
        dialect.Close(_connection);
    }

    private DbCommand Statement(string sql, ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out var command)) _statements[sql] = command = Prepare(sql);
        var parameters = command.Parameters;
        if (parameters.Count != values.Length)
            throw new InvalidOperationException($"{values.Length} values for the {parameters.Count} parameters of: {sql}");
        for (var i = 0; i < values.Length; i++) parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    private DbCommand Prepare(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in Parameter().Matches(sql).Select(static match => match.Value).Distinct())
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }
        return command;
    }

    [GeneratedRegex("@[a-z_0-9]+")]
    private static partial Regex Parameter();
}
