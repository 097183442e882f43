using System.Diagnostics;
using Federated.Hosting.CommandLine;
using Federated.Samples.Quickstart.Processes;

namespace Federated.Quickstart.Tests.Processes;

public class ProcessSupervisorTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task RunAsync_Command_GivesItsOutput()
    {
        using var processes = new ProcessSupervisor(null, CancellationToken.None);
        Assert.Equal("one\ntwo\n", (await processes.RunAsync(Shell("echo one; echo two"), Long)).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task RunAsync_CommandThatFails_IsToldWithItsLastWords()
    {
        using var processes = new ProcessSupervisor(null, CancellationToken.None);
        var fault = await Assert.ThrowsAsync<CommandException>(() => processes.RunAsync(Shell("for i in $(seq 1 40); do echo line $i >&2; done; exit 6"), Long));
        Assert.StartsWith("test failed with exit code 6", fault.What, StringComparison.Ordinal);
        Assert.EndsWith("line 40", fault.What, StringComparison.Ordinal);
        Assert.DoesNotContain("line 28\n", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_CommandThatTakesTooLong_IsEnded()
    {
        using var processes = new ProcessSupervisor(null, CancellationToken.None);
        var fault = await Assert.ThrowsAsync<CommandException>(() => processes.RunAsync(Shell("echo waiting >&2; sleep 300"), TimeSpan.FromSeconds(1)));
        Assert.Equal(("FED-PROCESS-TIME", ExitCode.TimedOut), (fault.Code, fault.Exit));
    }

    [Fact]
    public async Task RunAsync_Cancelled_LeavesNoProcess()
    {
        using var source = new CancellationTokenSource();
        using var processes = new ProcessSupervisor(null, source.Token);
        using var file = new TemporaryFile("");
        var running = processes.RunAsync(Shell($"echo $$ > {file.Path}; sleep 300"), Long);
        int id;
        while (!int.TryParse(await ReadAsync(file.Path), out id))
            await Task.Delay(20);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.True(await EndsAsync(id));
    }

    [Fact]
    public async Task Dispose_ProcessWithChildren_EndsThemAll()
    {
        using var file = new TemporaryFile("");
        int child;
        using (var processes = new ProcessSupervisor(null, CancellationToken.None))
        {
            var started = processes.Start(Shell("sleep 300 & echo $!; wait"));
            await using var lines = started.ReadLinesAsync(CancellationToken.None).GetAsyncEnumerator();
            Assert.True(await lines.MoveNextAsync());
            child = int.Parse(lines.Current, System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(IsRunning(child));
        }

        Assert.True(await EndsAsync(child));
    }

    [Fact]
    public void Start_AfterTheEnd_StartsNothing()
    {
        using var processes = new ProcessSupervisor(null, CancellationToken.None);
        processes.StopAll();
        Assert.Throws<OperationCanceledException>(() => processes.Start(Shell("true")));
    }

    [Fact]
    public void Start_ProgramThatIsNotThere_IsTold()
    {
        using var processes = new ProcessSupervisor(null, CancellationToken.None);
        Assert.Equal("FED-PROCESS-START", Assert.Throws<CommandException>(() => processes.Start(new ProgramCommand("ghost", "/no/such/program", []))).Code);
    }

    [Fact]
    public async Task WaitForLineAsync_LineThatComes_IsWaitedFor()
    {
        using var processes = new ProcessSupervisor(null, CancellationToken.None);
        await processes.Start(Shell("echo starting; echo Listening on here; sleep 300")).WaitForLineAsync("Listening on", Long, CancellationToken.None);
    }

    [Fact]
    public async Task WaitForLineAsync_ProcessThatEndsFirst_IsToldWithItsLastWords()
    {
        using var processes = new ProcessSupervisor(null, CancellationToken.None);
        var child = processes.Start(Shell("echo port taken >&2; exit 2"));
        var fault = await Assert.ThrowsAsync<CommandException>(() => child.WaitForLineAsync("Listening on", Long, CancellationToken.None));
        Assert.Contains("test ended with exit code 2 before it said 'Listening on…'\n    port taken", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithLogs_KeepsEveryLineOfStandardError()
    {
        using var file = new TemporaryFile("");
        var logs = Path.GetDirectoryName(file.Path)!;
        using var processes = new ProcessSupervisor(logs, CancellationToken.None);
        await processes.RunAsync(Shell("for i in $(seq 1 40); do echo line $i >&2; done"), Long);
        Assert.Equal(40, (await File.ReadAllLinesAsync(Path.Combine(logs, "test.log"))).Length);
    }

    private static ProgramCommand Shell(string script) => new("test", "/bin/sh", ["-c", script]);

    private static async Task<string> ReadAsync(string path) => (await File.ReadAllTextAsync(path)).Trim();

    /// <summary>The system takes a moment to end what was killed; a process that was not killed sleeps for minutes.</summary>
    private static async Task<bool> EndsAsync(int id)
    {
        for (var look = 0; look < 500 && IsRunning(id); look++)
            await Task.Delay(20);
        return !IsRunning(id);
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            // An ended process that nobody has collected yet is a zombie: its status says Z.
            return !process.HasExited && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is ArgumentException or IOException or InvalidOperationException)
        {
            return false;
        }
    }
}
