using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;

namespace Federated.ClientNode.Tests.Data.Sql;

/// <summary>
/// A PostgreSQL server of the tests' own: a new cluster in a temporary folder that listens on a Unix socket in it and on nothing else.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private const string Account = "postgres";
    private static readonly string? Programs = FindPrograms();

    private readonly string _folder = Directory.CreateTempSubdirectory("fed-pg-").FullName;
    private readonly bool _isRunning;

    public PostgresServer()
    {
        if (Programs is null)
            return;
        var data = Path.Combine(_folder, "data");
        if (IsRoot)
            Run("chown", [Account, _folder]);
        Run(Program("initdb"), ["-D", data, "-U", Account, "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"], asServer: true);
        Run(Program("pg_ctl"), ["-D", data, "-w", "-l", Path.Combine(_folder, "log"), "-o", $"-c listen_addresses='' -c unix_socket_directories='{_folder}' -c fsync=off -c full_page_writes=off", "start"], asServer: true);
        _isRunning = true;
    }

    /// <summary>Why tests of it cannot run; null when they can, or must.</summary>
    public static string? Absence => Programs is not null || Environment.GetEnvironmentVariable("FEDERATED_CONFORMANCE") == "required"
        ? null
        : "PostgreSQL's programs initdb and pg_ctl are not on this machine. Install the server (it need not run) to run this test.";

    /// <summary>How tests and nodes reach it.</summary>
    public string Connection => string.Create(CultureInfo.InvariantCulture, $"Host={_folder};Username={Account};Database=postgres");

    /// <summary>Runs statements that write.</summary>
    public void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(Connection + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        if (_isRunning)
            Run(Program("pg_ctl"), ["-D", Path.Combine(_folder, "data"), "-m", "immediate", "-w", "stop"], asServer: true);
        Directory.Delete(_folder, recursive: true);
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static string? FindPrograms()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        const string packaged = "/usr/lib/postgresql";
        IEnumerable<string> installed = Directory.Exists(packaged) ? Directory.EnumerateDirectories(packaged).Select(each => Path.Combine(each, "bin")).OrderDescending() : [];
        return installed.Concat(onPath).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    private static string Program(string name) => Path.Combine(Programs!, name);

    // The server refuses to run as root, who may become somebody else.
    private static void Run(string program, string[] arguments, bool asServer = false)
    {
        var start = new ProcessStartInfo { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        string[] whole = asServer && IsRoot ? ["setpriv", $"--reuid={Account}", $"--regid={Account}", "--clear-groups", program, .. arguments] : [program, .. arguments];
        start.FileName = whole[0];
        foreach (var argument in whole[1..])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        // pg_ctl's child keeps the output open, so the end of the program is awaited, not that of its output.
        if (!process.WaitForExit(TimeSpan.FromMinutes(1)) || process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', whole)} failed: {(said.Wait(1000) ? said.Result : "")}");
    }
}
