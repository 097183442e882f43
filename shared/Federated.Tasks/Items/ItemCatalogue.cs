namespace Federated.Tasks.Items;

/// <summary>
/// The items that all partners of a job speak of: what is recommended, by an id that each partner maps its own product codes to. It travels inside the job, so
/// everybody who approves the job has the same one. Immutable and valid: however it was made, ids are unique and every attribute has a value or none for each item.
/// </summary>
public sealed class ItemCatalogue
{
    /// <summary>The most items.</summary>
    public const int MostItems = 50_000;

    /// <summary>The most attributes.</summary>
    public const int MostAttributes = 20;

    /// <summary>The most characters of an id, a name or an attribute's value.</summary>
    public const int LongestText = 200;

    internal ItemCatalogue(IReadOnlyList<string> ids, IReadOnlyList<string> names, IReadOnlyList<ItemTrait> attributes)
    {
        Ids = ids;
        Names = names;
        Attributes = attributes;
    }

    /// <summary>A job without items.</summary>
    public static ItemCatalogue None { get; } = new([], [], []);

    /// <summary>Items.</summary>
    public int Count => Ids.Count;

    /// <summary>The ids, trimmed, printable, unique; an item is spoken of by its place in this list.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>For people: one for each id, the id itself where the file has no name.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What else is known of the items, such as genre or brand; may be empty.</summary>
    public IReadOnlyList<ItemTrait> Attributes { get; }
}
