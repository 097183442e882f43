using System.Globalization;
using Federated.Tasks.Documents;

namespace Federated.Tasks.Items;

/// <summary>What holds of every catalogue, whether it came from a file or from a job.</summary>
internal static class ItemRules
{
    public const int LongestAttributeName = 64;

    /// <summary>What is wrong with the parts of a catalogue, or null.</summary>
    public static string? FaultOf(IReadOnlyList<string> ids, IReadOnlyList<string> names, IReadOnlyList<ItemTrait> attributes)
    {
        if (ids.Count < 2)
            return string.Create(CultureInfo.InvariantCulture, $"there are {ids.Count} items, and something can be recommended only from two or more");
        if (ids.Count > ItemCatalogue.MostItems)
            return string.Create(CultureInfo.InvariantCulture, $"there are more than {ItemCatalogue.MostItems:N0} items");
        if (attributes.Count > ItemCatalogue.MostAttributes)
            return $"there are more than {ItemCatalogue.MostAttributes} attributes";
        if (names.Count != ids.Count)
            return $"there are {ids.Count} ids and {names.Count} names";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (ids.FirstOrDefault(id => !seen.Add(id)) is { } repeated)
            return $"the id '{Shown.Of(repeated)}' stands twice";
        if (ids.Concat(names).FirstOrDefault(text => text.Length == 0 || !IsSound(text)) is { } unsound)
            return $"'{Shown.Of(unsound)}' is empty, too long, begins or ends with a space, or holds an invisible character";
        var headings = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "id", "name" };
        foreach (ItemTrait attribute in attributes)
        {
            if (attribute.Name.Length is 0 or > LongestAttributeName || !IsSound(attribute.Name) || !headings.Add(attribute.Name))
                return $"the attribute '{Shown.Of(attribute.Name)}' has no name of its own";
            if (attribute.Values.Count != ids.Count)
                return $"the attribute '{Shown.Of(attribute.Name)}' has {attribute.Values.Count} values for {ids.Count} items";
            if (attribute.Values.FirstOrDefault(value => !IsSound(value)) is { } value)
                return $"the attribute '{Shown.Of(attribute.Name)}' has the value '{Shown.Of(value)}', which is too long, begins or ends with a space, or holds an invisible character";
        }

        return null;
    }

    private static bool IsSound(string text) => text.Length <= ItemCatalogue.LongestText && text == text.Trim() && text.EnumerateRunes().All(Shown.IsPrintable);
}
