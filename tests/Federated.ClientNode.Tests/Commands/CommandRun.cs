using System.CommandLine;
using Federated.ClientNode.Commands;
using Federated.Hosting.CommandLine;

namespace Federated.ClientNode.Tests.Commands;

/// <summary>One command as a shell would run it: its exit code and what it printed. Only tests of the collection "console" may use it.</summary>
internal sealed record CommandRun(int Exit, string Out, string Error)
{
    public static async Task<CommandRun> Of(Command command, params string[] args)
    {
        var (standardOut, standardError) = (Console.Out, Console.Error);
        using StringWriter output = new(), error = new();
        Console.SetOut(output);
        Console.SetError(error);
        try
        {
            var exit = await CommandProgram.RunAsync(new RootCommand { command }, [command.Name, .. args], KnownFailures.Explain);
            return new CommandRun(exit, output.ToString(), error.ToString());
        }
        finally
        {
            Console.SetOut(standardOut);
            Console.SetError(standardError);
        }
    }
}
