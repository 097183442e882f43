using Federated.Hosting.CommandLine;
using Federated.Samples.Quickstart.Results;

namespace Federated.Quickstart.Tests.Results;

public class OutputFolderTests
{
    [Fact]
    public void Prepare_FiguresOfAnEarlierRun_AreGone()
    {
        using var earlier = new TemporaryFile("{}");
        OutputFolder.Prepare(Path.GetDirectoryName(earlier.Path)!, earlier.Path);
        Assert.False(File.Exists(earlier.Path));
    }

    [Fact]
    public void Prepare_PlacesThatCannotBeWritten_AreRefused()
    {
        using var file = new TemporaryFile("");
        Assert.Equal("FED-OUT-PATH", Assert.Throws<CommandException>(() => OutputFolder.Prepare(file.Path, null)).Code);
        Assert.Equal("FED-OUT-PATH", Assert.Throws<CommandException>(() => OutputFolder.Prepare(".", "/no/such/folder/figures.json")).Code);
    }
}
