using Federated.Architecture.Tests.Repository;

namespace Federated.Architecture.Tests.Floors;

public class FloorTableTests
{
    [Fact]
    public void Repository_EveryProject_StaysOnItsFloor() => Faults.AssertNone(FloorTable.FindBreaches(SourceTree.Repository));

    [Fact]
    public void Repository_HasTheHousesProjects() =>
        Assert.Superset(
            new HashSet<string> { "Federated.Learning", "Federated.SecureAggregation", "Federated.Coordinator", "Federated.ClientNode" },
            SourceTree.Repository.Projects.Select(project => project.Name).ToHashSet());

    [Fact]
    public void Table_MayUse_NamesLowerFloorsOnly()
    {
        var number = FloorTable.Floors.ToDictionary(floor => floor.Project, floor => floor.Number);
        Assert.All(FloorTable.Floors, floor => Assert.All(floor.MayUse, used => Assert.True(number[used] < floor.Number, $"{floor.Project} uses {used}")));
    }

    [Theory]
    [InlineData("shared/Federated.Learning/Federated.Learning.csproj", "Federated.SecureAggregation", "floor 1 and may not use Federated.SecureAggregation")]
    [InlineData("shared/Federated.Computations/Federated.Computations.csproj", "Federated.Tasks", "floor 2 and may not use Federated.Tasks")]
    [InlineData("coordinator/Federated.Coordinator.csproj", "Federated.ClientNode", "floor 4 and may not use Federated.ClientNode")]
    [InlineData("shared/Federated.Extras/Federated.Extras.csproj", "Federated.Learning", "on no floor")]
    public void FindBreaches_ReferenceUpwardsOrSideways_IsNamed(string path, string reference, string expected) =>
        Assert.Contains(expected, Assert.Single(FloorTable.FindBreaches(Tree(path, reference, "true"))), StringComparison.Ordinal);

    [Fact]
    public void FindBreaches_PureProjectThatDoesNotSaySo_IsNamed() =>
        Assert.Contains("is pure by the table", Assert.Single(FloorTable.FindBreaches(Tree("shared/Federated.Tasks/Federated.Tasks.csproj", "Federated.Learning", "false"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("tests/Federated.Anything.Tests/Federated.Anything.Tests.csproj")]
    [InlineData("samples/anything/Federated.Samples.Anything.csproj")]
    public void FindBreaches_TestOrSample_MayUseAnything(string path) => Assert.Empty(FloorTable.FindBreaches(Tree(path, "Federated.Coordinator", "false")));

    private static SourceTree Tree(string path, string reference, string pure) => new(new Dictionary<string, string>
    {
        [path] = $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><PureProject>{pure}</PureProject></PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="..\{reference}\{reference}.csproj" />
                <ProjectReference Include="../Federated.BuiltFirst/Federated.BuiltFirst.csproj" ReferenceOutputAssembly="false" />
              </ItemGroup>
            </Project>
            """,
    });
}
