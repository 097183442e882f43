using System.Text.RegularExpressions;
using Federated.Architecture.Tests.Repository;

namespace Federated.Architecture.Tests.Sources;

/// <summary>
/// Feature folders of a project stand on floors, too: none may need, directly or through others, a folder that needs it. A folder needs another when one
/// of its files has a using directive for it or names one of its types by folder and type. Files at a project's root put the folders together and count
/// as no folder.
/// </summary>
internal static class FolderCircles
{
    /// <summary>One line for each pair of folders that need each other, naming the files that say so.</summary>
    public static IEnumerable<string> Find(SourceTree tree) => tree.Projects
        .Where(project => !project.Path.StartsWith("tests/", StringComparison.Ordinal))
        .SelectMany(project => Find(project, [.. tree.Code().Where(file => file.Path.StartsWith(project.Folder + "/", StringComparison.Ordinal))]));

    private static IEnumerable<string> Find(ProjectFile project, IReadOnlyList<CodeFile> files)
    {
        var rooms = files.ToLookup(file => Room(project, file.Folder));
        var needs = rooms.Where(room => room.Key.Length > 0).ToDictionary(room => room.Key, room => Needs(project, room, rooms));
        foreach (var (room, used) in needs.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var (other, file) in used.Where(each => string.CompareOrdinal(room, each.Key) < 0 || !Reaches(needs, each.Key, room, [])))
            {
                if (Reaches(needs, other, room, []))
                    yield return $"{project.Folder}: {room} needs {other} ({file.FileName}), and {other} needs {room}. Move what both need to a folder below them.";
            }
        }
    }

    private static bool Reaches(Dictionary<string, Dictionary<string, CodeFile>> needs, string from, string to, HashSet<string> seen) =>
        from == to || (seen.Add(from) && needs[from].Keys.Any(next => Reaches(needs, next, to, seen)));

    private static Dictionary<string, CodeFile> Needs(ProjectFile project, IGrouping<string, CodeFile> room, ILookup<string, CodeFile> rooms)
    {
        var needs = new Dictionary<string, CodeFile>();
        foreach (var other in rooms.Where(other => other.Key.Length > 0 && other.Key != room.Key))
        {
            var types = string.Join('|', other.SelectMany(file => file.Types).Distinct());
            var mention = new Regex(
                $@"^\s*(?:global\s+)?using\s+(?:static\s+)?(?:\w+\s*=\s*)?{Regex.Escape(project.RootNamespace)}\.{other.Key}\b"
                + (types.Length > 0 ? $@"|(?<![\w.]){other.Key}\.(?:\w+\.)*(?:{types})\b|\b{Regex.Escape(project.RootNamespace)}\.{other.Key}\.(?:\w+\.)*(?:{types})\b" : ""),
                RegexOptions.Multiline);
            if (room.FirstOrDefault(file => mention.IsMatch(file.Code)) is { } file)
                needs.Add(other.Key, file);
        }

        return needs;
    }

    private static string Room(ProjectFile project, string folder) => folder.Length == project.Folder.Length ? "" : folder[(project.Folder.Length + 1)..].Split('/')[0];
}
