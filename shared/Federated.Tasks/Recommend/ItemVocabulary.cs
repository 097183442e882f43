using Federated.Tasks.Items;

namespace Federated.Tasks.Recommend;

/// <summary>The items that can be recommended: those of the job's catalogue, or the texts that the first stage found to be frequent.</summary>
internal sealed class ItemVocabulary
{
    private readonly Dictionary<string, int>? _byText;

    private ItemVocabulary(ItemCatalogue items, Dictionary<string, int>? byText) => (Items, _byText) = (items, byText);

    /// <summary>Ids, names and attributes.</summary>
    public ItemCatalogue Items { get; }

    /// <summary>Items.</summary>
    public int Count => Items.Count;

    /// <summary>The catalogue of a job.</summary>
    public static ItemVocabulary Of(ItemCatalogue items) => new(items, null);

    /// <summary>Texts that were found, each its own id and name.</summary>
    public static ItemVocabulary Of(IReadOnlyList<string> texts) =>
        new(new ItemCatalogue(texts, texts, []), texts.Select((text, place) => (text, place)).ToDictionary(each => each.text, each => each.place, StringComparer.Ordinal));

    /// <summary>The place of a text's item; −1 when it is none.</summary>
    public int PlaceOf(string? text) => text is not null && _byText is not null && _byText.TryGetValue(ItemTexts.Head(text), out int place) ? place : -1;
}
