using Federated.EndToEnd.Tests.Processes;

namespace Federated.EndToEnd.Tests.Companies;

/// <summary>A partner: its node's directory with its customers, and the node's process while it runs.</summary>
internal sealed class Company : IAsyncDisposable
{
    public const string Policy = """
        default: refuse
        allow:
          - tasks: [churn]
            minimum_cohort: 3
            allow_three: true

        """;

    private readonly List<RunningProgram> _runs = [];

    public Company(string root, string name, int seed)
    {
        Name = name;
        Directory = Path.Combine(root, name);
        Customers = CustomerFile.Generate(seed);
        File.WriteAllText(PathOf("mapping.yaml"), "source: customers.csv\n");
        File.WriteAllText(PathOf("policy.yaml"), Policy);
        CustomerFile.Write(PathOf("customers.csv"), Customers);
    }

    public string Name { get; }

    public string Directory { get; }

    public IReadOnlyList<Customer> Customers { get; }

    /// <summary>The latest run of the node.</summary>
    public RunningProgram Node => _runs[^1];

    /// <summary>Everything that its runs have written to standard error.</summary>
    public string Log => string.Join('\n', _runs.Select(run => run.Errors.Text));

    public string Written => string.Join('\n', _runs.Select(run => run.Output.Text + "\n" + run.Errors.Text));

    public string PathOf(string file) => Path.Combine(Directory, file);

    public void Start() => _runs.Add(BuiltProgram.Node.Start("run", "--dir", Directory));

    public async Task StartAsync()
    {
        Start();
        await Node.Output.WaitForAsync("Connected to ");
    }

    /// <summary>Runs a command of the node's program in its directory.</summary>
    public Task<CommandResult> RunAsync(params string[] words) => BuiltProgram.Node.RunAsync([.. words, "--dir", Directory]);

    public async Task<long> FigureAsync(string name) => (await RunAsync("status", "--json")).Expect(0).Json.GetProperty(name).GetInt64();

    public async ValueTask DisposeAsync()
    {
        foreach (var run in _runs)
            await run.DisposeAsync();
    }
}
