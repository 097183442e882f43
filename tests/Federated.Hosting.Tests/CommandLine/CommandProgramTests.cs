using System.CommandLine;
using Federated.Hosting.CommandLine;

namespace Federated.Hosting.Tests.CommandLine;

public class CommandProgramTests
{
    [Fact]
    public async Task RunAsync_UnknownOption_IsBadInputAndNamesTheHelp()
    {
        var (exit, errors) = await RunAsync(() => { }, "act", "--nonsense");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("FED-USAGE", errors, StringComparison.Ordinal);
        Assert.Contains("act --help", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_CommandThatSucceeds_IsDone()
    {
        var (exit, errors) = await RunAsync(() => { }, "act");
        Assert.Equal((ExitCode.Done, ""), (exit, errors));
    }

    [Fact]
    public async Task RunAsync_CommandException_HasItsExitCodeAndMend()
    {
        var (exit, errors) = await RunAsync(() => throw new CommandException("FED-X", "it rained", "take an umbrella", ExitCode.Refused), "act");
        Assert.Equal(ExitCode.Refused, exit);
        Assert.Contains("FED-X  it rained", errors, StringComparison.Ordinal);
        Assert.Contains("Mend   take an umbrella", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_FailureThatTheProgramExplains_IsPrintedInItsWords()
    {
        var (exit, errors) = await RunAsync(() => throw new IOException("disk"), "act");
        Assert.Equal(ExitCode.Failed, exit);
        Assert.Contains("FED-FILE  disk", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ExceptionThatNobodyExpects_IsABug()
    {
        var (exit, errors) = await RunAsync(() => throw new InvalidOperationException("oh"), "act");
        Assert.Equal(ExitCode.Bug, exit);
        Assert.Contains("FED-BUG", errors, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: oh", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Cancelled_EndsAsShellsExpect()
    {
        var (exit, _) = await RunAsync(() => throw new OperationCanceledException(), "act");
        Assert.Equal(130, exit);
    }

    private static async Task<(int Exit, string Errors)> RunAsync(Action act, params string[] arguments)
    {
        var command = new Command("act", "Acts.");
        command.SetAction(_ => act());
        var before = Console.Error;
        using var errors = new StringWriter();
        Console.SetError(errors);
        try
        {
            var exit = await CommandProgram.RunAsync(
                new RootCommand("A program.") { command }, arguments, fault => fault is IOException ? new CommandException("FED-FILE", fault.Message, "mend it", ExitCode.Failed) : null);
            return (exit, errors.ToString());
        }
        finally
        {
            Console.SetError(before);
        }
    }
}
