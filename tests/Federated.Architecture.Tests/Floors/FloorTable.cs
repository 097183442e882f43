using Federated.Architecture.Tests.Repository;

namespace Federated.Architecture.Tests.Floors;

/// <summary>
/// The floors of the house. Dependencies run downward only. Projects of floor 1 do not know each other, so each could be a package of its own; the
/// programs of floor 4 do not know each other, so what passes between them is the wire. Samples and tests stand on top and may use anything.
/// </summary>
internal static class FloorTable
{
    private static readonly string[] Libraries =
    [
        "Federated.Learning", "Federated.Privacy", "Federated.SecureAggregation", "Federated.PrivacyLog", "Federated.Grpc", "Federated.Hosting",
        "Federated.Computations", "Federated.Protocol", "Federated.Tasks",
    ];

    public static readonly IReadOnlyList<Floor> Floors =
    [
        new("Federated.Learning", 1, IsPure: true, []),
        new("Federated.Privacy", 1, IsPure: true, []),
        new("Federated.SecureAggregation", 1, IsPure: true, []),
        new("Federated.PrivacyLog", 1, IsPure: true, []),
        new("Federated.Grpc", 1, IsPure: false, []),
        new("Federated.Hosting", 1, IsPure: false, []),
        new("Federated.Computations", 2, IsPure: true, ["Federated.Learning"]),
        new("Federated.Protocol", 2, IsPure: true, ["Federated.SecureAggregation"]),
        new("Federated.Tasks", 3, IsPure: true, ["Federated.Computations", "Federated.Learning"]),
        new("Federated.Coordinator", 4, IsPure: false, Libraries),
        new("Federated.ClientNode", 4, IsPure: false, Libraries),
        new("Federated.Auditor", 4, IsPure: false, Libraries),
    ];

    /// <summary>What a set of project files does against the table, in words; empty when it keeps it.</summary>
    public static IEnumerable<string> FindBreaches(SourceTree tree) => tree.Projects.Where(project => !IsOnTop(project)).SelectMany(FindBreaches);

    private static IEnumerable<string> FindBreaches(ProjectFile project)
    {
        if (Floors.SingleOrDefault(floor => floor.Project == project.Name) is not { } floor)
        {
            yield return $"{project.Path}: the project is on no floor. Give it one in {nameof(FloorTable)}, and a room in the README's map.";
            yield break;
        }

        foreach (var reference in project.References.Where(reference => !floor.MayUse.Contains(reference, StringComparer.Ordinal)))
            yield return $"{project.Path}: {project.Name} stands on floor {floor.Number} and may not use {reference}.";
        if (floor.IsPure && project.Property("PureProject") is not "true")
            yield return $"{project.Path}: {project.Name} is pure by the table; add <PureProject>true</PureProject>, which bans I/O, clocks and global randomness.";
    }

    private static bool IsOnTop(ProjectFile project) =>
        project.Path.StartsWith("tests/", StringComparison.Ordinal) || project.Path.StartsWith("samples/", StringComparison.Ordinal);
}
