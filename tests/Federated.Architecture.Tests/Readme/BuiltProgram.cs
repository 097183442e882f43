using System.Diagnostics;
using Federated.Architecture.Tests.Repository;

namespace Federated.Architecture.Tests.Readme;

/// <summary>A program of this repository, as the build that runs the tests left it.</summary>
internal sealed class BuiltProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private BuiltProgram(string assembly) => Assembly = assembly;

    public string Assembly { get; }

    /// <param name="projectFolder">Folder of its project, for example "coordinator".</param>
    public static BuiltProgram Of(string projectFolder)
    {
        var project = SourceTree.Repository.Projects.SingleOrDefault(project => project.Folder == projectFolder.TrimEnd('/'))
            ?? throw new InvalidOperationException($"No project lies in {projectFolder}.");
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        return new BuiltProgram(Path.Combine(SourceTree.Root, project.Folder, "bin", output.Parent!.Name, output.Name, project.AssemblyName + ".dll"));
    }

    /// <summary>Why it would not take these words, by the help that it prints for them; null when it would.</summary>
    public string? FindFault(IReadOnlyList<string> words)
    {
        var (exit, output, error) = RunProcess("dotnet", [Assembly, .. words.TakeWhile(word => word[0] != '-'), "--help"], SourceTree.Root);
        return exit == 0 ? new HelpPage(output).FindFault(words) : $"--help returned {exit}: {error.Trim()}";
    }

    /// <summary>Runs a program to its end, with <paramref name="path"/> before the other folders in which commands are looked for.</summary>
    public static (int Exit, string Output, string Error) RunProcess(string program, IReadOnlyList<string> words, string folder, string path = "")
    {
        var start = new ProcessStartInfo(program, words) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["PATH"] = path + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        start.Environment.Remove("FED_DATA_DIR");
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{program} {string.Join(' ', words)} did not end within {Patience}.");
        }

        process.WaitForExit();
        return (process.ExitCode, output.Result, error.Result);
    }
}
