using System.Collections.Immutable;
using Federated.Learning.State;

namespace Federated.Tasks.Stages;

/// <summary>
/// Several snapshots in one: tensors and metadata of a part are prefixed with its name and a slash, and the key <c>name/</c> says that the part is there, even
/// when it holds nothing.
/// </summary>
internal static class SnapshotParts
{
    private const char Separator = '/';

    /// <param name="parts">By names without a slash.</param>
    /// <param name="metadata">Of the whole; keys without a slash.</param>
    public static ModelSnapshot Join(IReadOnlyDictionary<string, ModelSnapshot> parts, IReadOnlyDictionary<string, string> metadata)
    {
        var tensors = new List<NamedTensor>();
        var texts = new Dictionary<string, string>(metadata, StringComparer.Ordinal);
        foreach ((string name, ModelSnapshot part) in parts)
        {
            string prefix = $"{name}{Separator}";
            texts[prefix] = "";
            foreach (NamedTensor tensor in part.Tensors)
                tensors.Add(tensor.Renamed(prefix + tensor.Name));
            foreach ((string key, string text) in part.Metadata)
                texts[prefix + key] = text;
        }

        return new ModelSnapshot(tensors, texts);
    }

    /// <summary>The parts of a joined snapshot.</summary>
    /// <exception cref="TaskStateException">A tensor or a text belongs to no part that is declared.</exception>
    public static ImmutableSortedDictionary<string, ModelSnapshot> Split(ModelSnapshot snapshot)
    {
        var tensors = new SortedDictionary<string, List<NamedTensor>>(StringComparer.Ordinal);
        foreach (string key in snapshot.Metadata.Keys.Where(key => key.IndexOf(Separator, StringComparison.Ordinal) == key.Length - 1))
            tensors[key[..^1]] = [];
        Dictionary<string, Dictionary<string, string>> texts = tensors.Keys.ToDictionary(name => name, _ => new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (NamedTensor tensor in snapshot.Tensors)
        {
            (string name, string rest) = Divide(tensor.Name);
            if (!tensors.TryGetValue(name, out List<NamedTensor>? part) || rest.Length == 0)
                throw Stray(tensor.Name);
            part.Add(tensor.Renamed(rest));
        }

        foreach ((string key, string text) in snapshot.Metadata)
        {
            (string name, string rest) = Divide(key);
            if (name.Length == 0 || rest.Length == 0)
                continue;
            if (!texts.TryGetValue(name, out Dictionary<string, string>? part))
                throw Stray(key);
            part[rest] = text;
        }

        return tensors.ToImmutableSortedDictionary(part => part.Key, part => new ModelSnapshot(part.Value, texts[part.Key]), StringComparer.Ordinal);
    }

    private static (string Name, string Inner) Divide(string path)
    {
        int at = path.IndexOf(Separator, StringComparison.Ordinal);
        return at < 0 ? ("", path) : (path[..at], path[(at + 1)..]);
    }

    private static TaskStateException Stray(string name) => new($"'{name}' belongs to no part of the snapshot. Use the model that this job released.");
}
