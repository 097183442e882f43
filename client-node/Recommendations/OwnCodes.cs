namespace Federated.ClientNode.Recommendations;

/// <summary>The partner's own codes of the items in common, from the file that its mapping names.</summary>
internal sealed class OwnCodes
{
    private readonly Dictionary<string, string> _byItem = new(StringComparer.Ordinal);

    /// <param name="codes">The item's id by own code; null when cells hold ids themselves.</param>
    public OwnCodes(IReadOnlyDictionary<string, string>? codes)
    {
        foreach (var item in (codes ?? new Dictionary<string, string>()).GroupBy(code => code.Value, StringComparer.Ordinal))
            _byItem[item.Key] = item.Select(code => code.Key).Min(StringComparer.Ordinal)!;
    }

    /// <summary>The code of an item, the first in order where it has several; the id itself without a file of codes, and empty when the file has none for it.</summary>
    public string Of(string id) => _byItem.Count == 0 ? id : _byItem.GetValueOrDefault(id, "");
}
