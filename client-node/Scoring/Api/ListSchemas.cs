using System.Text.Json.Nodes;
using Federated.Tasks.Recommend;
using static Federated.ClientNode.Scoring.Api.OpenApiDocument;

namespace Federated.ClientNode.Scoring.Api;

/// <summary>What <c>POST /v1/recommend</c> takes and gives, as schemas of the OpenAPI document.</summary>
internal static class ListSchemas
{
    public static JsonObject Customer() => Object(new JsonObject
    {
        ["id"] = new JsonObject { ["type"] = Types("string", "number", "null"), ["description"] = "Given back; nothing else is done with it." },
        ["items"] = new JsonObject { ["type"] = "array", ["maxItems"] = ListRequestReader.MostItems, ["items"] = Text(), ["description"] = "Ids of the catalogue, the latest last; others are counted and left out." },
    }, "items");

    public static JsonObject Request()
    {
        var usual = new ListWish();
        return Object(new JsonObject
        {
            ["customers"] = new JsonObject { ["type"] = "array", ["minItems"] = 1, ["maxItems"] = ScoreRequestReader.MostCustomers, ["items"] = Reference("customer") },
            ["top"] = Whole(1, ListWish.MostTop, usual.Top),
            ["reasons"] = Whole(0, ScoreRequestReader.MostReasons, usual.Reasons),
            ["include_bought"] = new JsonObject { ["type"] = "boolean", ["default"] = false },
            ["novelty"] = Share(),
            ["diversity"] = Share(),
        }, "customers");
    }

    public static JsonObject Answer() => Object(new JsonObject { ["model"] = Text(), ["results"] = new JsonObject { ["type"] = "array", ["items"] = Reference("result") } }, "model", "results");

    public static JsonObject Result() => Object(new JsonObject
    {
        ["id"] = Text(),
        ["is_cold"] = new JsonObject { ["type"] = "boolean", ["description"] = "Nothing in common is known of the customer: the list is the most popular items." },
        ["unknown_items"] = new JsonObject { ["type"] = "integer" },
        ["items"] = new JsonObject
        {
            ["type"] = "array",
            ["items"] = Object(new JsonObject { ["item"] = Text(), ["name"] = Text(), ["score"] = Number(), ["because"] = new JsonObject { ["type"] = "array", ["items"] = Reason() } }, "item", "name", "score", "because"),
        },
    }, "is_cold", "unknown_items", "items");

    private static JsonObject Reason()
    {
        var share = Number();
        share["description"] = "Its part of all that the customer's items add to the score, above 0 to 1.";
        return Object(new JsonObject { ["item"] = Text(), ["share"] = share }, "item", "share");
    }

    private static JsonObject Number() => new() { ["type"] = "number" };

    private static JsonObject Whole(int least, int most, int usual) => new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most, ["default"] = usual };

    private static JsonObject Share() => new() { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1, ["default"] = 0 };
}
