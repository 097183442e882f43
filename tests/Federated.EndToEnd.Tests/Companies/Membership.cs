using Federated.EndToEnd.Tests.Processes;
using Microsoft.Data.Sqlite;

namespace Federated.EndToEnd.Tests.Companies;

/// <summary>A consortium of five that has joined over the real wire once; each test works on a copy of its files, at a port of its own.</summary>
internal static class Membership
{
    public const string Consortium = "shops";

    public static readonly IReadOnlyList<string> Names = ["north", "south", "east", "west", "centre"];

    private static readonly Lazy<Task<(IReadOnlyList<KeptFile> Files, int Port)>> Original = new(MakeAsync);

    /// <summary>Writes the coordinator's directory and those of the first <paramref name="companies"/> members.</summary>
    public static async Task CopyAsync(string root, int companies, int port)
    {
        var (files, originalPort) = await Original.Value;
        var wanted = Names.Take(companies).Append("coordinator").ToHashSet(StringComparer.Ordinal);
        foreach (var file in files.Where(file => wanted.Contains(file.Path.Split('/')[0])))
        {
            var target = Path.Combine(root, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await File.WriteAllBytesAsync(target, file.Content);
            File.SetUnixFileMode(target, file.Mode);
            if (target.EndsWith(".yaml", StringComparison.Ordinal))
                await File.WriteAllTextAsync(target, (await File.ReadAllTextAsync(target)).Replace($":{originalPort}", $":{port}", StringComparison.Ordinal));
        }

        ForgetOthers(Path.Combine(root, "coordinator", "coordinator.db"), wanted);
    }

    // A job waits a moment for every member; those that a test does not start must not be members.
    private static void ForgetOthers(string database, HashSet<string> wanted)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ToString());
        connection.Open();
        foreach (var name in Names.Where(name => !wanted.Contains(name)))
        {
            using var delete = connection.CreateCommand();
            delete.CommandText = "DELETE FROM invites WHERE partner = $name; DELETE FROM partners WHERE name = $name";
            delete.Parameters.AddWithValue("$name", name);
            Assert.Equal(2, delete.ExecuteNonQuery());
        }
    }

    private static async Task<(IReadOnlyList<KeptFile> Files, int Port)> MakeAsync()
    {
        var root = Directory.CreateTempSubdirectory("fed-members-").FullName;
        try
        {
            var port = FreePort.Take();
            await JoinAllAsync(root, port);
            return ([.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(path => new KeptFile(Path.GetRelativePath(root, path), File.ReadAllBytes(path), File.GetUnixFileMode(path)))], port);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task JoinAllAsync(string root, int port)
    {
        var directory = Path.Combine(root, "coordinator");
        (await BuiltProgram.Coordinator.RunAsync("init", "--name", Consortium, "--address", $"https://127.0.0.1:{port}", "--dir", directory)).Expect(0);
        await using var serving = BuiltProgram.Coordinator.Start("serve", "--dir", directory);
        await serving.Output.WaitForAsync("Listening on ");
        await Task.WhenAll(Names.Select(async name =>
        {
            var invite = Path.Combine(root, $"{name}.invite");
            (await BuiltProgram.Coordinator.RunAsync("partner", "invite", name, "-o", invite, "--dir", directory)).Expect(0);
            (await BuiltProgram.Node.RunAsync("join", invite, "--dir", Path.Combine(root, name))).Expect(0);
        }));
        Assert.Equal(0, await serving.StopAsync());
    }

    private sealed record KeptFile(string Path, byte[] Content, UnixFileMode Mode);
}
