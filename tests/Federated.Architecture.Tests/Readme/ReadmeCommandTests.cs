using Federated.Architecture.Tests.Repository;

namespace Federated.Architecture.Tests.Readme;

public class ReadmeCommandTests
{
    private static readonly Dictionary<string, string> Programs = new() { ["fed-coordinator"] = "coordinator", ["fed-node"] = "client-node" };

    private static readonly string[] ShellWords = ["git", "cd", "export"];

    [Fact]
    public void Readme_EveryShellBlock_IsMarkedForATest()
    {
        Assert.NotEmpty(ReadmeDocument.Current.BlocksOf("commands"));
        Assert.NotEmpty(ReadmeDocument.Current.BlocksOf("run"));
        Assert.DoesNotContain("bash", ReadmeDocument.Current.UnmarkedLanguages);
    }

    [Fact]
    public void Readme_EveryCommand_IsOneThatItsProgramKnows() =>
        Faults.AssertNone(ReadmeDocument.Current.Blocks.Where(block => block.Language == "bash").SelectMany(block => block.Commands)
            .AsParallel().AsOrdered().Select(FindFault).OfType<string>());

    [Fact]
    public void Readme_BlocksMarkedRun_RunInOrder()
    {
        var folder = Directory.CreateTempSubdirectory("readme");
        try
        {
            var path = string.Join(Path.PathSeparator, Programs.Values.Select(project => Path.GetDirectoryName(BuiltProgram.Of(project).Assembly)));
            File.WriteAllText(Path.Combine(folder.FullName, "churn.yaml"), ReadmeDocument.Current.BlocksOf("job").Single().Body);
            foreach (var block in ReadmeDocument.Current.BlocksOf("run"))
            {
                var (exit, output, error) = BuiltProgram.RunProcess("bash", ["-euo", "pipefail", "-c", block.Body], folder.FullName, path);
                Assert.True(exit == 0, $"exit {exit} of\n{block.Body}\n{output}\n{error}");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string? FindFault(CommandLine command)
    {
        if (Programs.TryGetValue(command.Program, out var project))
            return Describe(command, BuiltProgram.Of(project).FindFault(command.Words));
        if (command.Run is var (started, words))
            return Describe(command, Directory.Exists(Path.Combine(SourceTree.Root, started)) ? BuiltProgram.Of(started).FindFault(words) : $"there is no {started}");
        if (command.Program == "dotnet" && command.Words is ["build" or "test", var target, ..])
            return Describe(command, File.Exists(Path.Combine(SourceTree.Root, target)) ? null : $"there is no {target}");
        if (command.Program == ".ci/run")
            return Describe(command, File.Exists(Path.Combine(SourceTree.Root, command.Program)) ? null : "there is no such script");
        return Describe(command, ShellWords.Contains(command.Program) ? null : "nobody here knows this program");
    }

    private static string? Describe(CommandLine command, string? fault) => fault is null ? null : $"{command}: {fault}";
}
