using System.Text.Json.Nodes;

namespace Federated.ClientNode.Tests.Scoring.Api;

/// <summary>Holds a document against one of an OpenAPI document's schemas: the keywords of JSON Schema 2020-12 that it uses, and no others.</summary>
internal sealed class SchemaCheck(JsonObject openApi)
{
    private static readonly string[] Known =
        ["type", "properties", "required", "additionalProperties", "items", "minItems", "maxItems", "minimum", "maximum", "enum", "format", "description", "default", "$ref"];

    /// <summary>Places at which the document breaks the schema, or at which the schema says what is not understood here.</summary>
    public IEnumerable<string> Faults(JsonNode? document, string schema) => Faults(document, (JsonObject)openApi["components"]!["schemas"]![schema]!, "");

    /// <summary>References anywhere in the document that lead nowhere.</summary>
    public IEnumerable<string> LooseReferences() => References(openApi).Where(reference => Resolve(reference) is null);

    private IEnumerable<string> Faults(JsonNode? document, JsonObject schema, string at)
    {
        if (schema["$ref"] is { } reference)
            return Faults(document, Resolve((string)reference!)!, at);
        return schema.Where(keyword => !Known.Contains(keyword.Key)).Select(keyword => $"{at}: the keyword {keyword.Key} is not known")
            .Concat(TypeFaults(document, schema, at)).Concat(document switch
            {
                JsonObject value => ObjectFaults(value, schema, at),
                JsonArray value => ArrayFaults(value, schema, at),
                _ => ValueFaults(document, schema, at),
            });
    }

    private static IEnumerable<string> TypeFaults(JsonNode? document, JsonObject schema, string at)
    {
        if (schema["type"] is not { } type)
            return [];
        string[] types = type is JsonArray several ? [.. several.Select(each => (string)each!)] : [(string)type!];
        var actual = document switch
        {
            null => "null",
            JsonObject => "object",
            JsonArray => "array",
            _ => document.GetValueKind() switch { System.Text.Json.JsonValueKind.String => "string", System.Text.Json.JsonValueKind.Number => "number", _ => "boolean" },
        };
        var isFine = types.Contains(actual) || (actual == "number" && types.Contains("integer") && double.IsInteger((double)document!));
        return isFine ? [] : [$"{at}: {actual} is none of {string.Join(", ", types)}"];
    }

    private IEnumerable<string> ObjectFaults(JsonObject document, JsonObject schema, string at)
    {
        var properties = (JsonObject?)schema["properties"] ?? [];
        foreach (var name in ((JsonArray?)schema["required"] ?? []).Select(each => (string)each!).Where(name => !document.ContainsKey(name)))
            yield return $"{at}/{name}: is required";
        foreach (var (name, value) in document)
        {
            if (properties[name] is JsonObject inner)
            {
                foreach (var fault in Faults(value, inner, $"{at}/{name}"))
                    yield return fault;
            }
            else if (schema["additionalProperties"] is { } more && !(bool)more)
            {
                yield return $"{at}/{name}: is not allowed";
            }
        }
    }

    private IEnumerable<string> ArrayFaults(JsonArray document, JsonObject schema, string at)
    {
        if (document.Count < ((int?)schema["minItems"] ?? 0) || document.Count > ((int?)schema["maxItems"] ?? int.MaxValue))
            yield return $"{at}: {document.Count} items";
        for (var index = 0; index < document.Count && schema["items"] is JsonObject inner; index++)
        {
            foreach (var fault in Faults(document[index], inner, $"{at}/{index}"))
                yield return fault;
        }
    }

    private static IEnumerable<string> ValueFaults(JsonNode? document, JsonObject schema, string at)
    {
        if (schema["enum"] is JsonArray values && !values.Any(value => JsonNode.DeepEquals(value, document)))
            yield return $"{at}: is none of the values";
        if (document?.GetValueKind() == System.Text.Json.JsonValueKind.Number && ((double)document < ((double?)schema["minimum"] ?? double.MinValue) || (double)document > ((double?)schema["maximum"] ?? double.MaxValue)))
            yield return $"{at}: is out of bounds";
    }

    private JsonObject? Resolve(string reference)
    {
        JsonNode? node = openApi;
        foreach (var part in reference.TrimStart('#', '/').Split('/'))
            node = node?[part];
        return node as JsonObject;
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject inner => inner.SelectMany(each => each is { Key: "$ref", Value: JsonValue value } ? [(string)value!] : References(each.Value)),
        JsonArray inner => inner.SelectMany(References),
        _ => [],
    };
}
