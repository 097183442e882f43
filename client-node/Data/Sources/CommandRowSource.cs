using System.ComponentModel;
using System.Diagnostics;
using Federated.Tasks.Documents;

namespace Federated.ClientNode.Data.Sources;

/// <summary>
/// The CSV that a program writes to its standard output. The program is started anew for every pass, without a shell, beside the mapping, with an empty
/// standard input. It must end with code 0 within its time, or nothing of what it wrote is used.
/// </summary>
/// <param name="command">The program, then its arguments.</param>
/// <param name="directory">Where it runs.</param>
/// <param name="timeout">How long one pass may take.</param>
/// <param name="format">What it writes.</param>
internal sealed class CommandRowSource(IReadOnlyList<string> command, string directory, TimeSpan timeout, CsvFormat format) : RowSource
{
    /// <summary>The program alone: an argument may be a password.</summary>
    public override string Title => $"the output of {Shown.Of(Path.GetFileName(command[0]), maximumLength: 60)}";

    public override RowCursor Open()
    {
        var start = new ProcessStartInfo
        {
            FileName = command[0].Contains(Path.DirectorySeparatorChar) ? Path.GetFullPath(command[0], directory) : command[0],
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in command.Skip(1))
            start.ArgumentList.Add(argument);
        RunningCommand running;
        try
        {
            running = new RunningCommand(Process.Start(start)!, Title, timeout);
        }
        catch (Exception fault) when (fault is Win32Exception or IOException or InvalidOperationException)
        {
            throw new SourceException(DataFault.OfFile("FED-DATA-COMMAND", $"{Shown.Of(command[0])} cannot be started: {fault.Message}", "write the program's full path as the first item of command: […], and check that this user may run it"));
        }
        return new CsvRowCursor(running.Output, format, Title, running.RequireSuccess);
    }
}
