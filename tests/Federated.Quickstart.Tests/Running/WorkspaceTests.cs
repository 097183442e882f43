using Federated.Hosting.CommandLine;
using Federated.Samples.Quickstart.Running;

namespace Federated.Quickstart.Tests.Running;

public class WorkspaceTests
{
    [Fact]
    public void Dispose_TemporaryWorkspace_IsDeleted()
    {
        string root;
        using (var workspace = Workspace.Create(null))
        {
            root = workspace.Root;
            File.WriteAllText(workspace.Job, "x");
        }

        Assert.False(Directory.Exists(root));
    }

    [Fact]
    public void Create_KeptWorkspace_StaysAndIsNotUsedTwice()
    {
        using var beside = new TemporaryFile("");
        var kept = Path.Combine(Path.GetDirectoryName(beside.Path)!, "kept");
        Workspace.Create(kept).Dispose();
        Assert.True(Directory.Exists(kept));
        Assert.Equal("FED-KEEP-USED", Assert.Throws<CommandException>(() => Workspace.Create(kept)).Code);
        Assert.Equal("FED-KEEP-PATH", Assert.Throws<CommandException>(() => Workspace.Create(beside.Path)).Code);
    }
}
