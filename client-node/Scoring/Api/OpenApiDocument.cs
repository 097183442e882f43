using System.Text.Json.Nodes;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Recommend;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Scoring.Api;

/// <summary>The API in OpenAPI 3.1, its customers as the contract of the served model says.</summary>
internal static class OpenApiDocument
{
    public static JsonObject Of(JobSpec job, string version) => Of(job, version, TaskCatalogue.For(job) is IRecommendingTask);

    private static JsonObject Of(JobSpec job, string version, bool isRecommender) => new()
    {
        ["openapi"] = "3.1.0",
        ["info"] = new JsonObject
        {
            ["title"] = "Local scoring",
            ["version"] = version,
            ["description"] = $"{(isRecommender ? "Gives customers lists of items by" : "Scores customers with")} the model of the task {job.Task}, on this machine. Nothing is sent anywhere.",
        },
        ["paths"] = new JsonObject
        {
            [isRecommender ? "/v1/recommend" : "/v1/score"] = isRecommender
                ? Post("Gives customers lists of items", "recommend", "The lists, in the order of the customers")
                : Post("Scores customers", "score", "The scores, in the order of the customers"),
            ["/v1/model"] = Get("The model that answers", "model"),
            ["/openapi.json"] = Get("This document", null),
        },
        ["components"] = new JsonObject
        {
            ["schemas"] = new JsonObject
            {
                ["customer"] = isRecommender ? ListSchemas.Customer() : Customer(job.Contract),
                ["request"] = isRecommender ? ListSchemas.Request() : Request(),
                ["answer"] = isRecommender ? ListSchemas.Answer() : Answer(),
                ["result"] = isRecommender ? ListSchemas.Result() : Result(),
                ["model"] = Model(),
                ["problem"] = Problem(),
            },
        },
    };

    private static JsonObject Post(string summary, string operation, string answered) => new()
    {
        ["post"] = new JsonObject
        {
            ["summary"] = summary,
            ["operationId"] = operation,
            ["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Json("request") },
            ["responses"] = Responses(answered, "answer"),
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
            ["group"] = new JsonObject { ["type"] = Types("integer", "null"), ["minimum"] = 1, ["maximum"] = ScoreGroups.Count, ["description"] = "Tenth of the customers of the last fed-node score, 10 the highest; null before there was one." },
            ["reasons"] = new JsonObject
            {
                ["type"] = "array",
                ["items"] = Object(new JsonObject { ["field"] = Text(), ["words"] = Text(), ["contribution"] = new JsonObject { ["type"] = "number" } }, "field", "words", "contribution"),
            },
        },
        ["required"] = new JsonArray("reasons"),
    };

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

    internal static JsonObject Object(JsonObject properties, params string[] required) =>
        new() { ["type"] = "object", ["properties"] = properties, ["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]) };

    private static JsonObject Json(string schema) => new() { ["application/json"] = new JsonObject { ["schema"] = Reference(schema) } };

    internal static JsonObject Reference(string schema) => new() { ["$ref"] = $"#/components/schemas/{schema}" };

    internal static JsonObject Text() => new() { ["type"] = "string" };

    internal static JsonArray Types(params string[] types) => new([.. types.Select(type => (JsonNode)type)]);
}
