using Federated.Hosting.CommandLine;
using Federated.Samples.Quickstart;
using Federated.Samples.Quickstart.Arguments;

namespace Federated.Quickstart.Tests.Arguments;

public class QuickstartCommandTests
{
    [Fact]
    public void Read_Nothing_IsTheShippedDemonstration()
    {
        var options = Read();
        Assert.Equal(new QuickstartOptions { Rounds = QuickstartDefaults.Rounds, OutputDirectory = "." }, options);
    }

    [Fact]
    public void Read_EveryOption_IsUnderstood()
    {
        var options = Read(
            "--data", "x.csv", "--label", "y", "--positive", "1", "--id", "who", "--drop", "a, b,", "--split-by", "region", "--delimiter", "tab",
            "--rounds", "7", "--json", "f.json", "--keep", "w", "--out", "o");
        Assert.Equal((7, "f.json", "w", "o"), (options.Rounds, options.JsonFile, options.KeptWorkspace, options.OutputDirectory));
        var data = options.Data!;
        Assert.Equal(("x.csv", "y", "1", "who", "region", null, '\t'), (data.File, data.Label, data.Positive, data.Id, data.SplitBy, data.Nodes, data.Delimiter));
        Assert.Equal(["a", "b"], data.Drop);
    }

    [Theory]
    [InlineData("--label y", "--label describes a file")]
    [InlineData("--data x", "divided among partners")]
    [InlineData("--data x --label y --split-by a --nodes 4", "both given")]
    [InlineData("--data x --label y --nodes 2", "--nodes is 2")]
    [InlineData("--data x --label y --nodes 13", "--nodes is 13")]
    [InlineData("--data x --nodes 4", "which column is to be predicted")]
    [InlineData("--data x --label y --nodes 4 --delimiter ab", "--delimiter is 'ab'")]
    [InlineData("--data x --label y --nodes 4 --delimiter x", "--delimiter is 'x'")]
    [InlineData("--rounds 0", "--rounds is 0")]
    [InlineData("--rounds 1001", "--rounds is 1001")]
    public void Read_Contradiction_IsRefused(string arguments, string words)
    {
        var fault = Assert.Throws<CommandException>(() => Read(arguments.Split(' ')));
        Assert.Equal(("FED-USAGE", ExitCode.BadInput), (fault.Code, fault.Exit));
        Assert.Contains(words, fault.What, StringComparison.Ordinal);
    }

    private static QuickstartOptions Read(params string[] arguments) =>
        QuickstartCommand.Read(QuickstartCommand.Create((_, _) => Task.FromResult(0)).Parse(arguments));
}
