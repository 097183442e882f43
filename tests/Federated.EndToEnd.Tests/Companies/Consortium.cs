using System.Text.Json;
using Federated.EndToEnd.Tests.Processes;
using Federated.Learning.State;

namespace Federated.EndToEnd.Tests.Companies;

/// <summary>A coordinator and its companies in a folder of their own. Disposing it kills whatever runs and deletes the folder.</summary>
internal sealed class Consortium : IAsyncDisposable
{
    private readonly List<RunningProgram> _serving = [];

    private Consortium(string root, int port, IReadOnlyList<Company> companies)
    {
        Root = root;
        Port = port;
        Companies = companies;
        Rounds = new RoundRecords(Path.Combine(Directory, "coordinator.db"));
    }

    public string Root { get; }

    public int Port { get; }

    public IReadOnlyList<Company> Companies { get; }

    public RoundRecords Rounds { get; }

    public string Directory => Path.Combine(Root, "coordinator");

    /// <summary>The latest run of the coordinator.</summary>
    public RunningProgram Serving => _serving[^1];

    public string Log => string.Join('\n', _serving.Select(run => run.Errors.Text));

    public string Written => string.Join('\n', _serving.Select(run => run.Output.Text + "\n" + run.Errors.Text));

    /// <summary>Members with their directories and data; nothing runs yet.</summary>
    public static async Task<Consortium> OpenAsync(int companies)
    {
        var root = System.IO.Directory.CreateTempSubdirectory("fed-e2e-").FullName;
        var port = FreePort.Take();
        await Membership.CopyAsync(root, companies, port);
        return new Consortium(root, port, [.. Membership.Names.Take(companies).Select((name, index) => new Company(root, name, index + 1))]);
    }

    public static async Task<Consortium> StartAsync(int companies)
    {
        var consortium = await OpenAsync(companies);
        await consortium.StartAsync();
        return consortium;
    }

    public async Task StartAsync()
    {
        await ServeAsync();
        await Task.WhenAll(Companies.Select(company => company.StartAsync()));
    }

    public async Task ServeAsync()
    {
        _serving.Add(BuiltProgram.Coordinator.Start("serve", "--dir", Directory));
        await Serving.Output.WaitForAsync("Listening on ");
    }

    /// <summary>Runs a command of the coordinator's program in its directory.</summary>
    public Task<CommandResult> RunAsync(params string[] words) => BuiltProgram.Coordinator.RunAsync([.. words, "--dir", Directory]);

    public string WriteJob(string text)
    {
        var path = Path.Combine(Root, "job.yaml");
        File.WriteAllText(path, text);
        return path;
    }

    /// <returns>The job's identifier.</returns>
    public async Task<string> SubmitAsync(string text) =>
        (await RunAsync("job", "submit", WriteJob(text), "--json")).Expect(0).Json.GetProperty("job_id").GetString()!;

    /// <summary>Follows the job to its end.</summary>
    /// <param name="job">Its identifier.</param>
    /// <param name="state">How it must end.</param>
    /// <returns>The last line.</returns>
    public async Task<JsonElement> WatchAsync(string job, string state = "completed")
    {
        await using var watch = BuiltProgram.Coordinator.Start("job", "watch", job, "--json", "--dir", Directory);
        try
        {
            var exit = await watch.WaitForExitAsync();
            var last = JsonDocument.Parse(watch.Output.Text.Split('\n')[^1]).RootElement;
            Assert.True(last.GetProperty("terminal").GetBoolean());
            Assert.Equal(state, last.GetProperty("state").GetString());
            Assert.Equal(state == "completed" ? 0 : 1, exit);
            return last;
        }
        catch (Exception fault) when (fault is TimeoutException or Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"{fault.Message}\n{Log}\n{string.Join('\n', Companies.Select(company => $"{company.Name}:\n{company.Log}"))}", fault);
        }
    }

    public async Task<ModelSnapshot> ExportAsync(string job)
    {
        var path = Path.Combine(Root, "model.safetensors");
        (await RunAsync("model", "export", job, "-o", path)).Expect(0);
        return Safetensors.Read(await File.ReadAllBytesAsync(path));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var company in Companies)
            await company.DisposeAsync();
        foreach (var run in _serving)
            await run.DisposeAsync();
        System.IO.Directory.Delete(Root, recursive: true);
    }
}
