using System.Text.Json;
using Federated.Tasks.Items;
using Federated.Tasks.Recommend;

namespace Federated.ClientNode.Scoring.Api;

/// <summary>Writes lists: for each customer the id, whether nothing is known of it, and its items with score and reasons.</summary>
internal static class ListAnswer
{
    public static void Write(Utf8JsonWriter json, string version, ItemCatalogue items, ListRequest request, IReadOnlyList<CustomerList> lists)
    {
        json.WriteStartObject();
        json.WriteString("model", version);
        json.WriteStartArray("results");
        for (var customer = 0; customer < lists.Count; customer++)
        {
            json.WriteStartObject();
            if (request.Ids[customer] is { } id)
                json.WriteString("id", id);
            json.WriteBoolean("is_cold", lists[customer].IsCold);
            json.WriteNumber("unknown_items", request.Unknown[customer]);
            json.WriteStartArray("items");
            foreach (var listed in lists[customer].Items)
                Write(json, items, listed);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ItemCatalogue items, ListedItem listed)
    {
        json.WriteStartObject();
        json.WriteString("item", items.Ids[listed.Item]);
        json.WriteString("name", items.Names[listed.Item]);
        json.WriteNumber("score", listed.Score);
        json.WriteStartArray("because");
        foreach (var reason in listed.Because)
        {
            json.WriteStartObject();
            json.WriteString("item", items.Ids[reason.Item]);
            json.WriteNumber("share", reason.Share);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
