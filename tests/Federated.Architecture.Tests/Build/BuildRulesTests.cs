using Federated.Architecture.Tests.Repository;

namespace Federated.Architecture.Tests.Build;

public class BuildRulesTests
{
    private static readonly SourceTree Broken = new(new Dictionary<string, string>
    {
        ["Directory.Build.props"] = "<Project><PropertyGroup><Nullable>annotations</Nullable><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup></Project>",
        ["Directory.Packages.props"] = """<Project><ItemGroup><PackageVersion Include="Known" Version="1.0.0" /></ItemGroup></Project>""",
        ["Federated.sln"] = """Project("{A}") = "Listed", "shared\Listed\Listed.csproj", "{B}" """,
        ["shared/Listed/Listed.csproj"] = """<Project><ItemGroup><PackageReference Include="Known" Version="2.0.0" /></ItemGroup></Project>""",
        ["shared/Left/Left.csproj"] = """<Project><PropertyGroup><Nullable>disable</Nullable></PropertyGroup><ItemGroup><PackageReference Include="Unknown" /></ItemGroup></Project>""",
    });

    [Fact]
    public void Repository_BuildProps_HasEverySwitch() => Faults.AssertNone(BuildRules.FindMissingSwitches(SourceTree.Repository));

    [Fact]
    public void Repository_Projects_TakeTheCentralVersions() => Faults.AssertNone(BuildRules.FindOwnVersions(SourceTree.Repository));

    [Fact]
    public void Repository_Solution_HoldsEveryProject() => Faults.AssertNone(BuildRules.FindMissingFromSolution(SourceTree.Repository));

    [Fact]
    public void FindMissingSwitches_SwitchAbsentOrTurned_IsNamed()
    {
        var faults = BuildRules.FindMissingSwitches(Broken).ToArray();
        Assert.Contains("Directory.Build.props: <Nullable>enable</Nullable> is missing.", faults);
        Assert.Contains("Directory.Build.props: <DisableTransitiveProjectReferences>true</DisableTransitiveProjectReferences> is missing.", faults);
        Assert.Contains("shared/Left/Left.csproj: Nullable is set once, in Directory.Build.props.", faults);
        Assert.DoesNotContain(faults, fault => fault.Contains("TreatWarningsAsErrors", StringComparison.Ordinal));
    }

    [Fact]
    public void FindOwnVersions_PinnedOrUnknownPackage_IsNamed() =>
        Assert.Equal(
            ["shared/Left/Left.csproj: Unknown has no version in Directory.Packages.props.", "shared/Listed/Listed.csproj: Known has a version of its own; versions stand in Directory.Packages.props."],
            BuildRules.FindOwnVersions(Broken));

    [Fact]
    public void FindMissingFromSolution_UnlistedProject_IsNamed() =>
        Assert.StartsWith("shared/Left/Left.csproj is not in Federated.sln", Assert.Single(BuildRules.FindMissingFromSolution(Broken)), StringComparison.Ordinal);
}
