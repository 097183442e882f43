namespace Federated.Tasks.Documents;

/// <summary>Lists and nested sections of a section; the same rule for faults as in <see cref="ScalarReading"/>.</summary>
public static class ListReading
{
    /// <summary>A list of texts, each of 1 to <paramref name="maximumLength"/> characters; empty when not written.</summary>
    public static IReadOnlyList<string> Texts(this DocumentSection section, string key, int maximumCount, int maximumLength = 200) =>
        [.. section.Items(key, maximumCount).OfType<ScalarNode>().Where(scalar => section.TextOf(scalar, key, maximumLength)).Select(scalar => scalar.Text)];

    /// <summary>A list of at least one whole number, each from <paramref name="minimum"/> to <paramref name="maximum"/>; null when not written.</summary>
    public static IReadOnlyList<int>? WholeNumbers(this DocumentSection section, string key, int maximumCount, int minimum, int maximum)
    {
        if (!section.Has(key))
            return null;
        if (section.Find(key) is SequenceNode { Items.Count: 0 })
            section.Fault(key, "VALUE", $"{key} is an empty list", $"write at least one number from {minimum} to {maximum}");
        return [.. section.Items(key, maximumCount).OfType<ScalarNode>()
            .Select(scalar => section.WholeNumberOf(scalar, key, minimum, maximum)).OfType<int>()];
    }

    /// <summary>Whether the key's value is a nested mapping, for keys that may also be a single value. Makes the key known.</summary>
    public static bool IsSection(this DocumentSection section, string key) => section.Find(key) is MappingNode;

    /// <summary>A nested mapping, or null when it is not written (or after a fault).</summary>
    public static DocumentSection? Section(this DocumentSection section, string key)
    {
        DocumentNode? node = section.Find(key);
        if (node is MappingNode mapping)
            return section.Child(mapping);
        if (node is not null)
            section.FaultAt(node, "TYPE", $"{Shown.Of(key)} is {node.Kind}, not a mapping", "indent its 'key: value' lines below it, or write { key: value }");
        return null;
    }

    /// <summary>A list of mappings; empty when not written.</summary>
    public static IReadOnlyList<DocumentSection> Sections(this DocumentSection section, string key, int maximumCount)
    {
        var sections = new List<DocumentSection>();
        foreach (DocumentNode item in section.Nodes(key, maximumCount))
        {
            if (item is MappingNode mapping)
                sections.Add(section.Child(mapping));
            else
                section.FaultAt(item, "TYPE", $"an item of {key} is {item.Kind}, not a mapping", "write '- key: value' with further keys indented below");
        }
        return sections;
    }

    private static IEnumerable<DocumentNode> Items(this DocumentSection section, string key, int maximumCount)
    {
        foreach (DocumentNode item in section.Nodes(key, maximumCount))
        {
            if (item is not ScalarNode)
                section.FaultAt(item, "TYPE", $"an item of {key} is {item.Kind}, not a single value", $"write '{key}: [a, b]'");
            yield return item;
        }
    }

    private static IReadOnlyList<DocumentNode> Nodes(this DocumentSection section, string key, int maximumCount)
    {
        DocumentNode? node = section.Find(key);
        if (node is null)
            return [];
        if (node is not SequenceNode sequence)
        {
            section.FaultAt(node, "TYPE", $"{key} is {node.Kind}, not a list", $"write '{key}: [a, b]' or one '- item' a line");
            return [];
        }
        if (sequence.Items.Count <= maximumCount)
            return sequence.Items;
        section.FaultAt(node, "VALUE", $"{key} has {sequence.Items.Count} items", $"at most {maximumCount} are accepted");
        return [];
    }
}
