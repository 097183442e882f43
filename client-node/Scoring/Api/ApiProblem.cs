using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Federated.ClientNode.Scoring.Api;

/// <summary>A refusal as <c>application/problem+json</c> (RFC 9457): what happened, and how to mend it.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Title">What happened.</param>
/// <param name="Mend">What to do next.</param>
/// <param name="Faults">Each place in the body that is wrong.</param>
internal sealed record ApiProblem(int Status, string Code, string Title, string Mend, IReadOnlyList<ApiFault> Faults)
{
    public const string ContentType = "application/problem+json";

    public ApiProblem(int status, string code, string title, string mend)
        : this(status, code, title, mend, [])
    {
    }

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = ContentType;
        await using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("type", "about:blank");
        json.WriteString("title", Title);
        json.WriteNumber("status", Status);
        json.WriteString("code", Code);
        json.WriteString("mend", Mend);
        if (Faults.Count > 0)
        {
            json.WriteStartArray("errors");
            foreach (var fault in Faults)
            {
                json.WriteStartObject();
                json.WriteString("pointer", fault.Pointer);
                json.WriteString("detail", fault.Detail);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
