using System.Diagnostics;

namespace Federated.EndToEnd.Tests.Processes;

/// <summary>One of the two programs, as the build that runs the tests left it.</summary>
internal sealed class BuiltProgram(string folder, string name)
{
    public static readonly BuiltProgram Coordinator = new("coordinator", "fed-coordinator");
    public static readonly BuiltProgram Node = new("client-node", "fed-node");

    private readonly string _path = Locate(folder, name);

    /// <summary>Runs a command to its end.</summary>
    public async Task<CommandResult> RunAsync(params string[] words)
    {
        await using var running = Start(words);
        var exit = await running.WaitForExitAsync();
        return new CommandResult(string.Join(' ', [name, .. words]), exit, running.Output.Text, running.Errors.Text);
    }

    /// <summary>Starts a command that goes on; disposing it kills it.</summary>
    public RunningProgram Start(params string[] words)
    {
        var start = new ProcessStartInfo(_path, words) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("FED_DATA_DIR");
        // Sixty small processes on a small machine: the server collector would give each of them a heap for every core.
        start.Environment["DOTNET_gcServer"] = "0";
        return new RunningProgram(string.Join(' ', [name, .. words]), Process.Start(start)!);
    }

    // tests/X/bin/<configuration>/<framework> → <folder>/bin/<configuration>/<framework>
    private static string Locate(string folder, string name)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var root = output.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
        return Path.Combine(root, folder, "bin", output.Parent!.Name, output.Name, name);
    }
}
