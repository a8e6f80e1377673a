using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Genesis.Tests.Integration.Storage;

/// <summary>A real PostgreSQL server of the tests' own: started from the installed binaries in a directory that goes with it.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string User = "postgres";
    private readonly string _directory = Directory.CreateTempSubdirectory("genesis-pg-").FullName;
    private readonly int _port = FreePort();
    private int _databases;

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username={User};Database=postgres";

    public async ValueTask InitializeAsync()
    {
        // The server refuses to run as root, and its user must own the directory.
        if (Environment.IsPrivilegedProcess) await Run("chown", User, _directory);
        await Postgres("initdb", "-D", Data, "-U", User, "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C");
        await Start();
    }

    public Task Start() => Postgres(
        "pg_ctl", "-D", Data, "-w", "-t", "30", "-l", Path.Combine(_directory, "log"), "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_directory} -c fsync=off", "start");

    public Task Stop() => Postgres("pg_ctl", "-D", Data, "-w", "-t", "30", "-m", "immediate", "stop");

    /// <summary>A database that nobody else uses; returns how to connect to it.</summary>
    public async Task<string> CreateDatabase()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return $"Host=127.0.0.1;Port={_port};Username={User};Database={name}";
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Stop();
        }
        catch (InvalidOperationException)
        {
            // It may have been stopped by its test.
        }
        if (Environment.IsPrivilegedProcess) await Run("rm", "-rf", _directory);
        else Directory.Delete(_directory, recursive: true);
    }

    private string Data => Path.Combine(_directory, "data");

    private static string Binaries()
    {
        const string all = "/usr/lib/postgresql";
        var found = Directory.Exists(all) ? Directory.GetDirectories(all).Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max() : null;
        return found ?? throw new InvalidOperationException($"These tests start a PostgreSQL server, and its binaries are not in {all}/*/bin. Install them: apt-get update && apt-get install -y postgresql");
    }

    private static Task Postgres(string program, params string[] arguments)
    {
        var path = Path.Combine(Binaries(), program);
        return Environment.IsPrivilegedProcess ? Run("runuser", ["-u", User, "--", path, .. arguments]) : Run(path, arguments);
    }

    private static async Task Run(string program, params string[] arguments)
    {
        // pg_ctl's child keeps inherited pipes open, so output goes to a file by shell redirection.
        var output = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" > " + output + " 2>&1 < /dev/null", program, .. arguments]) { WorkingDirectory = "/" };
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
            if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await File.ReadAllTextAsync(output)}");
        }
        finally
        {
            File.Delete(output);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
