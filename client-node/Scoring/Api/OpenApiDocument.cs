using System.Text.Json.Nodes;
using Federated.Tasks.Jobs;
using Federated.Tasks.Recommend;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Scoring.Api;

/// <summary>The API in OpenAPI 3.1, its customers as the contract of the served model says.</summary>
internal static class OpenApiDocument
{
    public static JsonObject Of(JobSpec job, string version) => new()
    {
        ["openapi"] = "3.1.0",
        ["info"] = new JsonObject
        {
            ["title"] = "Local scoring",
            ["version"] = version,
            ["description"] = $"Scores customers with the model of the task {job.Task}, on this machine. Nothing is sent anywhere.",
        },
        ["paths"] = new JsonObject
        {
            ["/v1/score"] = Post("Scores customers", "score", "request", "The scores, in the order of the customers", "answer"),
            ["/v1/recommend"] = Post("Gives customers lists of items, where the model does that", "recommend", "list_request", "The lists, in the order of the customers", "list_answer"),
            ["/v1/model"] = Get("The model that answers", "model"),
            ["/openapi.json"] = Get("This document", null),
        },
        ["components"] = new JsonObject
        {
            ["schemas"] = new JsonObject
            {
                ["customer"] = Customer(job.Contract),
                ["request"] = Request(),
                ["answer"] = Answer(),
                ["result"] = Result(),
                ["list_request"] = ListRequest(),
                ["list_answer"] = ListAnswer(),
                ["model"] = Model(),
                ["problem"] = Problem(),
            },
        },
    };

    private static JsonObject Post(string summary, string operation, string request, string answered, string answer) => new()
    {
        ["post"] = new JsonObject
        {
            ["summary"] = summary,
            ["operationId"] = operation,
            ["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Json(request) },
            ["responses"] = Responses(answered, answer),
        },
    };

    private static JsonObject Get(string summary, string? schema) => new()
    {
        ["get"] = new JsonObject { ["summary"] = summary, ["operationId"] = schema ?? "openapi", ["responses"] = Responses(summary, schema) },
    };

    private static JsonObject Responses(string description, string? schema) => new()
    {
        ["200"] = new JsonObject { ["description"] = description, ["content"] = schema is null ? new JsonObject { ["application/json"] = new JsonObject() } : Json(schema) },
        ["default"] = new JsonObject { ["description"] = "Why it was refused", ["content"] = new JsonObject { [ApiProblem.ContentType] = new JsonObject { ["schema"] = Reference("problem") } } },
    };

    private static JsonObject Customer(DataContract contract)
    {
        var properties = new JsonObject();
        foreach (var field in contract.Fields.Where(field => field.Role != FieldRole.Label))
            properties[field.Name] = field.Role == FieldRole.Id ? new JsonObject { ["type"] = Types("string", "number", "null"), ["description"] = "Given back; nothing else is done with it." } : Field(field);
        JsonNode[] required = [.. contract.Features.Where(field => field.Required).Select(field => (JsonNode)field.Name)];
        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = new JsonArray(required), ["additionalProperties"] = false };
    }

    private static JsonObject Field(ContractField field)
    {
        var kind = field.Type switch
        {
            FieldType.Number => "number",
            FieldType.WholeNumber => "integer",
            FieldType.Boolean => "boolean",
            _ => "string",
        };
        var schema = new JsonObject { ["type"] = field.Required ? kind : Types(kind, "null") };
        if (field.Type is FieldType.Number or FieldType.WholeNumber)
            (schema["minimum"], schema["maximum"]) = (field.Minimum, field.Maximum);
        if (field.Type == FieldType.Category)
            schema["enum"] = new JsonArray([.. field.Values.Select(value => (JsonNode?)value), .. field.Required ? [] : new JsonNode?[] { null }]);
        if (field.Type == FieldType.Date)
            (schema["format"], schema["description"]) = ("date", $"From {Days.Format(field.Minimum)} to {Days.Format(field.Maximum)}.");
        return schema;
    }

    private static JsonObject Request() => Object(new JsonObject
    {
        ["customers"] = new JsonObject { ["type"] = "array", ["minItems"] = 1, ["maxItems"] = ScoreRequestReader.MostCustomers, ["items"] = Reference("customer") },
        ["reasons"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = ScoreRequestReader.MostReasons, ["default"] = ScoreRequestReader.UsualReasons },
    }, "customers");

    private static JsonObject Answer() => Object(new JsonObject
    {
        ["model"] = new JsonObject { ["type"] = "string", ["description"] = "The job and the beginning of the model's hash." },
        ["results"] = new JsonObject { ["type"] = "array", ["items"] = Reference("result") },
    }, "model", "results");

    private static JsonObject Result() => new()
    {
        ["type"] = "object",
        ["description"] = "Each result of the task by its name: score where it ranks customers.",
        ["properties"] = new JsonObject
        {
            ["id"] = new JsonObject { ["type"] = "string" },
            ["score"] = new JsonObject { ["type"] = Types("number", "null") },
            ["group"] = new JsonObject { ["type"] = Types("integer", "null"), ["minimum"] = 1, ["maximum"] = ScoreGroups.Count, ["description"] = "Tenth of the customers of the last fed-node score, 10 the most likely; null before there was one." },
            ["reasons"] = new JsonObject
            {
                ["type"] = "array",
                ["items"] = Object(new JsonObject { ["field"] = Text(), ["words"] = Text(), ["contribution"] = new JsonObject { ["type"] = "number" } }, "field", "words", "contribution"),
            },
        },
        ["required"] = new JsonArray("reasons"),
    };

    private static JsonObject ListRequest() => Object(new JsonObject
    {
        ["customers"] = new JsonObject
        {
            ["type"] = "array",
            ["minItems"] = 1,
            ["maxItems"] = ScoreRequestReader.MostCustomers,
            ["items"] = Object(new JsonObject
            {
                ["id"] = new JsonObject { ["type"] = Types("string", "number", "null"), ["description"] = "Given back; nothing else is done with it." },
                ["items"] = new JsonObject { ["type"] = "array", ["maxItems"] = ListRequestReader.MostItems, ["items"] = Text(), ["description"] = "Ids of the catalogue, the latest last; others are counted and left out." },
            }, "items"),
        },
        ["top"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = ListWish.MostTop, ["default"] = 10 },
        ["reasons"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = ScoreRequestReader.MostReasons, ["default"] = ScoreRequestReader.UsualReasons },
        ["include_bought"] = new JsonObject { ["type"] = "boolean", ["default"] = false },
        ["novelty"] = Share(),
        ["diversity"] = Share(),
    }, "customers");

    private static JsonObject ListAnswer() => Object(new JsonObject
    {
        ["model"] = Text(),
        ["results"] = new JsonObject
        {
            ["type"] = "array",
            ["items"] = Object(new JsonObject
            {
                ["id"] = Text(),
                ["is_cold"] = new JsonObject { ["type"] = "boolean", ["description"] = "Nothing in common is known of the customer: the list is the most popular items." },
                ["unknown_items"] = new JsonObject { ["type"] = "integer" },
                ["items"] = new JsonObject
                {
                    ["type"] = "array",
                    ["items"] = Object(new JsonObject { ["item"] = Text(), ["name"] = Text(), ["score"] = new JsonObject { ["type"] = "number" }, ["because"] = new JsonObject { ["type"] = "array", ["items"] = Text() } }, "item", "name", "score", "because"),
                },
            }, "is_cold", "unknown_items", "items"),
        },
    }, "model", "results");

    private static JsonObject Share() => new() { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1, ["default"] = 0 };

    private static JsonObject Model() => Object(new JsonObject
    {
        ["version"] = Text(),
        ["job_id"] = Text(),
        ["task"] = Text(),
        ["contract"] = Text(),
        ["snapshot_hash"] = Text(),
        ["last_scored_at"] = new JsonObject { ["type"] = Types("string", "null"), ["format"] = "date-time" },
        ["fields"] = new JsonObject { ["type"] = "array", ["items"] = Text() },
    }, "version", "job_id", "task", "contract", "snapshot_hash", "last_scored_at", "fields");

    private static JsonObject Problem() => Object(new JsonObject
    {
        ["type"] = Text(),
        ["title"] = Text(),
        ["status"] = new JsonObject { ["type"] = "integer" },
        ["code"] = Text(),
        ["mend"] = Text(),
        ["errors"] = new JsonObject { ["type"] = "array", ["items"] = Object(new JsonObject { ["pointer"] = Text(), ["detail"] = Text() }, "pointer", "detail") },
    }, "type", "title", "status", "code", "mend");

    private static JsonObject Object(JsonObject properties, params string[] required) =>
        new() { ["type"] = "object", ["properties"] = properties, ["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]) };

    private static JsonObject Json(string schema) => new() { ["application/json"] = new JsonObject { ["schema"] = Reference(schema) } };

    private static JsonObject Reference(string schema) => new() { ["$ref"] = $"#/components/schemas/{schema}" };

    private static JsonObject Text() => new() { ["type"] = "string" };

    private static JsonArray Types(params string[] types) => new([.. types.Select(type => (JsonNode)type)]);
}
