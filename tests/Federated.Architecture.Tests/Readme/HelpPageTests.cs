namespace Federated.Architecture.Tests.Readme;

public class HelpPageTests
{
    private static readonly HelpPage Invite = new("""
        Description:
          Writes a single-use invite.

        Usage:
          fed-coordinator partner invite <NAME> [options]

        Arguments:
          <NAME>  Name of the partner

        Options:
          --hours <hours>  Hours until the invite ends [default: 24]
          -o, --out <out>  File to write
          -?, -h, --help   Show help
        """);

    private static readonly HelpPage Partner = new("Usage:\n  fed-coordinator partner [command] [options]\n\nCommands:\n  invite <NAME>\n");

    [Theory]
    [InlineData("partner invite casa-verde")]
    [InlineData("partner invite casa-verde --hours 48 -o casa-verde.invite")]
    [InlineData("partner invite casa-verde --out=casa-verde.invite")]
    public void FindFault_CommandThatRuns_IsNull(string words) => Assert.Null(Invite.FindFault(words.Split(' ')));

    [Theory]
    [InlineData("partner invite casa-verde --days 2", "does not list --days")]
    [InlineData("partner invite casa verde", "takes 1 arguments, not 2")]
    [InlineData("partner invit casa-verde", "no command 'partner invit casa-verde'")]
    public void FindFault_CommandThatDoesNotRun_IsSaid(string words, string fault) => Assert.Contains(fault, Invite.FindFault(words.Split(' ')), StringComparison.Ordinal);

    [Fact]
    public void FindFault_HelpOfAGroup_IsNoCommand() => Assert.Contains("no command 'partner invit'", Partner.FindFault(["partner", "invit"]), StringComparison.Ordinal);

    [Fact]
    public void Commands_ContinuedCommentedAndQuotedLines_AreSplit()
    {
        var block = new FencedBlock("commands", "bash", "# first\nfed-node join \"a b\" \\\n  --dir node   # here\n\ndotnet run --project samples/x -c Release -- --json out.json\n");
        Assert.Equal(["fed-node join a b --dir node", "dotnet run --project samples/x -c Release -- --json out.json"], block.Commands.Select(command => command.ToString()));
        Assert.Equal(["join", "a b", "--dir", "node"], block.Commands.First().Words);
        Assert.Equal(("samples/x", "--json out.json"), (block.Commands.Last().Run!.Value.Project, string.Join(' ', block.Commands.Last().Run!.Value.Words)));
    }
}
