using System.Text.RegularExpressions;
using Federated.Architecture.Tests.Repository;

namespace Federated.Architecture.Tests.Sources;

/// <summary>How files and folders are named and cut, so that a newcomer finds any room in a minute.</summary>
internal static partial class SourceRules
{
    private const int MostLines = 400;

    private static readonly string[] LayerNames = ["Models", "Services", "Helpers", "Utils", "Utilities", "Managers", "Common", "Misc"];

    // The consortium's trained models are a feature of the coordinator, not a layer.
    private static readonly string[] Features = ["coordinator/Models"];

    /// <summary>Folders named for a layer rather than for what they do.</summary>
    public static IEnumerable<string> FindLayerFolders(SourceTree tree) => tree.Code().SelectMany(file => Ancestors(file.Folder)).Distinct()
        .Where(folder => LayerNames.Contains(folder[(folder.LastIndexOf('/') + 1)..], StringComparer.OrdinalIgnoreCase) && !Features.Contains(folder))
        .Select(folder => $"{folder}: folders are features; name this one for what it does.");

    /// <summary>Files not named for their first type.</summary>
    public static IEnumerable<string> FindMisnamedFiles(SourceTree tree) => tree.Code()
        .Where(file => file.Types.Count > 0 && file.FileName.Split('.')[0] != file.Types[0])
        .Select(file => $"{file.Path}: its first type is {file.Types[0]}; name the file for it.");

    /// <summary>Files whose namespace is not their folder.</summary>
    public static IEnumerable<string> FindMisplacedNamespaces(SourceTree tree)
    {
        foreach (var project in tree.Projects)
        {
            foreach (var file in tree.Code().Where(file => file.Path.StartsWith(project.Folder + "/", StringComparison.Ordinal) && file.Namespace is not null))
            {
                var expected = project.RootNamespace + file.Folder[project.Folder.Length..].Replace('/', '.');
                if (file.Namespace != expected)
                    yield return $"{file.Path}: its namespace is {file.Namespace}; its folder says {expected}.";
            }
        }
    }

    /// <summary>Files that are two things.</summary>
    public static IEnumerable<string> FindLongFiles(SourceTree tree) => tree.Code()
        .Where(file => file.LineCount > MostLines).Select(file => $"{file.Path}: {file.LineCount} lines; above {MostLines} a file is two things.");

    /// <summary>Types called for a layer rather than in the field's words.</summary>
    public static IEnumerable<string> FindVagueTypes(SourceTree tree) =>
        from file in tree.Code()
        from type in file.Types
        where VagueEnding().IsMatch(type)
        select $"{file.Path}: {type} says what it is for nobody; use the field's word.";

    /// <summary>Places where a ban on I/O, clocks or randomness is switched off.</summary>
    public static IEnumerable<string> FindLiftedBans(SourceTree tree) => tree.Code()
        .Where(file => LiftedBan().IsMatch(file.Text)).Select(file => $"{file.Path}: the ban list of pure projects is not suppressed; hand the value in.");

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var current = folder; current.Length > 0; current = current.Contains('/', StringComparison.Ordinal) ? current[..current.LastIndexOf('/')] : "")
            yield return current;
    }

    [GeneratedRegex("(?:Manager|Helpers?|Utils?|Impl)$")]
    private static partial Regex VagueEnding();

    [GeneratedRegex(@"#pragma\s+warning\s+disable\s+[^\n]*R[S]0030|SuppressMessage\([^)]*R[S]0030")]
    private static partial Regex LiftedBan();
}
