using System.Text.Json;

namespace Federated.Privacy.EventText;

/// <summary>The keys of one object, each to be asked for once.</summary>
internal sealed class EventFields
{
    private readonly Dictionary<string, JsonElement> _left = new(StringComparer.Ordinal);

    public EventFields(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new PrivacyParameterException("A privacy event is a JSON object with the key \"event\"; something else stands in its place. Nothing was counted; write it anew.");
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!_left.TryAdd(property.Name, property.Value))
                throw new PrivacyParameterException("A key stands twice in a privacy event. Nothing was counted; keep one of them.");
        }
    }

    public JsonElement Any(string key) => _left.Remove(key, out JsonElement value) ? value : throw Fault(key, "is missing");

    public string Text(string key) => Any(key) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : throw Fault(key, "is not a text");

    public double Number(string key) =>
        Any(key) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out double number) && double.IsFinite(number) ? number : throw Fault(key, "is not a finite number");

    public long Whole(string key) => Any(key) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out long number) ? number : throw Fault(key, "is not a whole number");

    public IEnumerable<JsonElement> List(string key) => Any(key) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : throw Fault(key, "is not a list");

    public void RequireAllRead()
    {
        if (_left.Count > 0)
            throw new PrivacyParameterException($"A privacy event has {_left.Count} key(s) that its kind does not have. Nothing was counted; remove them.");
    }

    private static PrivacyParameterException Fault(string key, string fault) => new($"The key \"{key}\" of a privacy event {fault}. Nothing was counted; correct it.");
}
