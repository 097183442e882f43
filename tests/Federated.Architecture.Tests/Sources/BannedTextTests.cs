using Federated.Architecture.Tests.Repository;

namespace Federated.Architecture.Tests.Sources;

public class BannedTextTests
{
    [Fact]
    public void Repository_Texts_HoldNoBannedWord() => Faults.AssertNone(BannedText.Find(SourceTree.Repository));

    [Theory]
    [InlineData("// TO" + "DO later")]
    [InlineData("throw new NotImplemented" + "Exception();")]
    [InlineData("var folder = \"/t" + "mp/x\";")]
    [InlineData("see /w" + "ork/notes")]
    [InlineData("C:\\Us" + "ers\\me")]
    [InlineData("asked a sub" + "agent")]
    public void Find_BannedWord_IsNamedWithItsLine(string text) =>
        Assert.StartsWith("a.md line 2: ", Assert.Single(BannedText.Find(Tree("first\n" + text + "\n"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("The user agent of a call")]
    [InlineData("service SessionService {")]
    [InlineData("docker run --tmpfs=$DIR/tmp/x")]
    [InlineData("framework/work/x")]
    [InlineData("mastodon")]
    public void Find_OrdinaryWords_AreLeftAlone(string text) => Assert.Empty(BannedText.Find(Tree(text)));

    private static SourceTree Tree(string text) => new(new Dictionary<string, string> { ["a.md"] = text });
}
