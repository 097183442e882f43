using System.Xml.Linq;
using Federated.Architecture.Tests.Repository;

namespace Federated.Architecture.Tests.Build;

/// <summary>The build is the style guide: what its files must say.</summary>
internal static class BuildRules
{
    private const string Solution = "Federated.sln";

    private static readonly (string Name, string Value)[] Switches =
    [
        ("Nullable", "enable"), ("TreatWarningsAsErrors", "true"), ("AnalysisLevel", "latest-recommended"), ("EnforceCodeStyleInBuild", "true"),
        ("Deterministic", "true"), ("DisableTransitiveProjectReferences", "true"),
    ];

    /// <summary>Switches that Directory.Build.props does not have, or that a project turns.</summary>
    public static IEnumerable<string> FindMissingSwitches(SourceTree tree)
    {
        var properties = XDocument.Parse(tree["Directory.Build.props"]).Root!.Elements("PropertyGroup").Elements().ToLookup(element => element.Name.LocalName, element => element.Value);
        foreach (var (name, value) in Switches.Where(each => !properties[each.Name].SequenceEqual([each.Value])))
            yield return $"Directory.Build.props: <{name}>{value}</{name}> is missing.";
        foreach (var project in tree.Projects)
        {
            foreach (var (name, _) in Switches.Where(each => project.Property(each.Name) is not null))
                yield return $"{project.Path}: {name} is set once, in Directory.Build.props.";
        }
    }

    /// <summary>Packages whose version a project pins itself, or that have no central version.</summary>
    public static IEnumerable<string> FindOwnVersions(SourceTree tree)
    {
        var central = CentralVersions(tree).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var project in tree.Projects)
        {
            foreach (var package in project.PackagesWithOwnVersion)
                yield return $"{project.Path}: {package} has a version of its own; versions stand in Directory.Packages.props.";
            foreach (var package in project.Packages.Where(package => !central.Contains(package)))
                yield return $"{project.Path}: {package} has no version in Directory.Packages.props.";
        }
    }

    /// <summary>Projects that a build of the solution would leave out.</summary>
    public static IEnumerable<string> FindMissingFromSolution(SourceTree tree)
    {
        var solution = tree[Solution].Replace('\\', '/');
        return tree.Projects.Where(project => !solution.Contains($"\"{project.Path}\"", StringComparison.Ordinal))
            .Select(project => $"{project.Path} is not in {Solution}: dotnet sln {Solution} add {project.Path}");
    }

    private static IEnumerable<string> CentralVersions(SourceTree tree) =>
        XDocument.Parse(tree["Directory.Packages.props"]).Root!.Elements("ItemGroup").Elements("PackageVersion").Select(element => (string)element.Attribute("Include")!);
}
