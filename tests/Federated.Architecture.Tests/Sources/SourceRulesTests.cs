using Federated.Architecture.Tests.Repository;

namespace Federated.Architecture.Tests.Sources;

public class SourceRulesTests
{
    [Fact]
    public void Repository_Folders_AreFeatures() => Faults.AssertNone(SourceRules.FindLayerFolders(SourceTree.Repository));

    [Fact]
    public void Repository_Files_AreNamedForTheirType() => Faults.AssertNone(SourceRules.FindMisnamedFiles(SourceTree.Repository));

    [Fact]
    public void Repository_Namespaces_FollowTheFolders() => Faults.AssertNone(SourceRules.FindMisplacedNamespaces(SourceTree.Repository));

    [Fact]
    public void Repository_Files_AreShort() => Faults.AssertNone(SourceRules.FindLongFiles(SourceTree.Repository));

    [Fact]
    public void Repository_Types_AreNamedInTheFieldsWords() => Faults.AssertNone(SourceRules.FindVagueTypes(SourceTree.Repository));

    [Fact]
    public void Repository_PureProjects_LiftNoBan() => Faults.AssertNone(SourceRules.FindLiftedBans(SourceTree.Repository));

    [Theory]
    [InlineData("shared/X/Helpers/Y.cs", 1)]
    [InlineData("client-node/Models/Y.cs", 1)]
    [InlineData("shared/X/Common/Deep/Y.cs", 1)]
    [InlineData("coordinator/Models/Y.cs", 0)]
    [InlineData("shared/X/Rounds/Y.cs", 0)]
    public void FindLayerFolders_FolderNamedForALayer_IsNamed(string path, int faults) => Assert.Equal(faults, SourceRules.FindLayerFolders(Tree(path, "")).Count());

    [Theory]
    [InlineData("Round.cs", "internal sealed record Round(int Number);", 0)]
    [InlineData("Round.cs", "public abstract record Round\n{\n}\n\npublic sealed record Open : Round;\n", 0)]
    [InlineData("Program.cs", "return 0;", 0)]
    [InlineData("Rounds.cs", "internal sealed partial class Round\n{\n}\n", 1)]
    [InlineData("Rounds.cs", "public delegate Task<int> Round(int number);", 1)]
    public void FindMisnamedFiles_FirstTypeElsewhere_IsNamed(string name, string text, int faults) => Assert.Equal(faults, SourceRules.FindMisnamedFiles(Tree($"shared/X/{name}", text)).Count());

    [Theory]
    [InlineData("namespace Y.Z;", 0)]
    [InlineData("namespace X.Z;", 1)]
    [InlineData("namespace Y;", 1)]
    public void FindMisplacedNamespaces_OtherThanTheFolder_IsNamed(string text, int faults)
    {
        var tree = new SourceTree(new Dictionary<string, string>
        {
            ["shared/X/X.csproj"] = "<Project><PropertyGroup><RootNamespace>Y</RootNamespace></PropertyGroup></Project>",
            ["shared/X/Z/A.cs"] = text,
        });
        Assert.Equal(faults, SourceRules.FindMisplacedNamespaces(tree).Count());
    }

    [Theory]
    [InlineData(400, 0)]
    [InlineData(401, 1)]
    public void FindLongFiles_AboveTheLimit_IsNamed(int lines, int faults) => Assert.Equal(faults, SourceRules.FindLongFiles(Tree("shared/X/Y.cs", new string('\n', lines))).Count());

    [Theory]
    [InlineData("RoundManager", 1)]
    [InlineData("CsvHelpers", 1)]
    [InlineData("RoundPhase", 0)]
    public void FindVagueTypes_LayerWord_IsNamed(string type, int faults) => Assert.Equal(faults, SourceRules.FindVagueTypes(Tree($"shared/X/{type}.cs", $"internal sealed class {type};")).Count());

    [Fact]
    public void FindLiftedBans_SuppressedBan_IsNamed() =>
        Assert.Single(SourceRules.FindLiftedBans(Tree("shared/X/Y.cs", "#pragma warning disable CA1000, " + "RS" + "0030\n")));

    private static SourceTree Tree(string path, string text) => new(new Dictionary<string, string> { [path] = text });
}
