using Federated.Architecture.Tests.Repository;

namespace Federated.Architecture.Tests.Sources;

public class FolderCirclesTests
{
    private const string Project = "shared/P/P.csproj";

    [Fact]
    public void Repository_FeatureFolders_FormNoCircle() => Faults.AssertNone(FolderCircles.Find(SourceTree.Repository));

    [Fact]
    public void Find_TwoFoldersThatUseEachOther_AreNamedOnce() =>
        Assert.Equal(
            "shared/P: Low needs Top (A.cs), and Top needs Low. Move what both need to a folder below them.",
            Assert.Single(FolderCircles.Find(Tree(("Low/A.cs", "using P.Top;\n"), ("Top/B.cs", "using P.Low;\n")))));

    [Fact]
    public void Find_CircleOfThree_IsNamed() =>
        Assert.NotEmpty(FolderCircles.Find(Tree(("One/A.cs", "using P.Two;\n"), ("Two/B.cs", "using P.Three;\n"), ("Three/C.cs", "using P.One;\n"))));

    [Theory]
    [InlineData("class B { Low.A? a; }")]
    [InlineData("class B { P.Low.A? a; }")]
    [InlineData("using static P.Low.A;\n")]
    [InlineData("using Alias = P.Low.A;\n")]
    public void Find_CircleThroughAName_IsNamed(string mention) =>
        Assert.Single(FolderCircles.Find(Tree(("Low/A.cs", "using P.Top;\nnamespace P.Low;\nclass A;\n"), ("Top/B.cs", mention))));

    [Theory]
    [InlineData("// using P.Low;\n")]
    [InlineData("class B { string s = \"Low.A\"; }")]
    [InlineData("class B { int n = x.Low.A; }")]
    [InlineData("using P.Lower;\n")]
    public void Find_SameWordElsewhere_IsNoCircle(string text) =>
        Assert.Empty(FolderCircles.Find(Tree(("Low/A.cs", "using P.Top;\nnamespace P.Low;\nclass A;\n"), ("Top/B.cs", text))));

    [Fact]
    public void Find_RootFileThatUsesAFolder_IsNoCircle() =>
        Assert.Empty(FolderCircles.Find(Tree(("Program.cs", "using P.Low;\n"), ("Low/A.cs", "using P;\n"), ("Top/B.cs", "using P.Low;\n"))));

    private static SourceTree Tree(params (string Name, string Text)[] files) => new(files
        .Select(file => KeyValuePair.Create($"shared/P/{file.Name}", file.Text)).Append(KeyValuePair.Create(Project, "<Project />")).ToDictionary());
}
