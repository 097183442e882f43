using System.Net;
using System.Text.Json;
using Federated.ClientNode.Join;
using Federated.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Federated.ClientNode.Scoring.Api;

/// <summary>
/// The local scoring API: <c>POST /v1/score</c>, or <c>POST /v1/recommend</c> where the model gives lists, <c>GET /v1/model</c>, <c>GET /openapi.json</c>, over HTTP/1.1 on 127.0.0.1 and nowhere else. Customers that are
/// sent to it are scored and forgotten. Whoever may run programs on this machine may ask.
/// </summary>
internal static class ScoreApi
{
    private const int LargestBody = 8 << 20;
    private const int MostConnections = 100;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <param name="directory">The node.</param>
    /// <param name="jobId">The job whose model to serve; null for the newest.</param>
    /// <param name="port">On 127.0.0.1; 0 for any that is free.</param>
    public static WebApplication Build(NodeDirectory directory, string? jobId, int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddSimpleConsole(options => options.SingleLine = true).SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        var application = builder.Build();
        var models = new ServedModels(directory, jobId, TimeProvider.System);
        application.Run(context => AnswerAsync(context, models));
        return application;
    }

    private static async Task AnswerAsync(HttpContext context, ServedModels models)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            if (LocalRequests.Refuse(context) is { } refusal)
                throw new ApiProblemException(refusal);
            await RouteAsync(context, models);
        }
        catch (ApiProblemException refused)
        {
            await refused.Problem.WriteAsync(context.Response);
        }
        catch (BadHttpRequestException bad)
        {
            await new ApiProblem(bad.StatusCode, "FED-API-BODY", bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? $"The body is larger than {LargestBody >> 20} MiB." : "The body could not be read.", "Send fewer customers at a time.").WriteAsync(context.Response);
        }
        catch (TaskStateException state)
        {
            await new ApiProblem(StatusCodes.Status503ServiceUnavailable, "FED-MODEL-STATE", state.Message, "Fetch the model again: fed-node score.").WriteAsync(context.Response);
        }
    }

    private static Task RouteAsync(HttpContext context, ServedModels models)
    {
        var (method, path) = (context.Request.Method, context.Request.Path.Value);
        var expected = path switch { "/v1/score" or "/v1/recommend" => HttpMethods.Post, "/v1/model" or "/openapi.json" => HttpMethods.Get, _ => null };
        if (expected is null)
            throw new ApiProblemException(new ApiProblem(StatusCodes.Status404NotFound, "FED-API-PATH", "There is nothing at this path.", "The API has POST /v1/score, POST /v1/recommend, GET /v1/model and GET /openapi.json."));
        if (method != expected)
        {
            context.Response.Headers.Allow = expected;
            throw new ApiProblemException(new ApiProblem(StatusCodes.Status405MethodNotAllowed, "FED-API-METHOD", $"This path does not answer {method[..Math.Min(method.Length, 10)]}.", $"Use {expected}."));
        }

        var served = models.Current() ?? throw new ApiProblemException(new ApiProblem(
            StatusCodes.Status503ServiceUnavailable, "FED-MODEL-NONE", "No released model has reached this node.", "Wait for a job to complete, then fetch its model: fed-node score."));
        return path switch
        {
            "/v1/score" => ScoreAsync(context, served),
            "/v1/recommend" => RecommendAsync(context, served),
            "/v1/model" => WriteAsync(context, json => WriteModel(json, served)),
            _ => WriteAsync(context, json => OpenApiDocument.Of(served.Model.Job, served.Version).WriteTo(json)),
        };
    }

    private static async Task ScoreAsync(HttpContext context, ServedModel served)
    {
        var request = await ReadAsync(context, served.Requests.Read);
        var rows = served.Score(request);
        await WriteAsync(context, json => ScoreAnswer.Write(json, served, request, rows));
    }

    private static async Task RecommendAsync(HttpContext context, ServedModel served)
    {
        var lists = served.Lists ?? throw new ApiProblemException(new ApiProblem(
            StatusCodes.Status409Conflict, "FED-API-TASK", $"The model that is served is of the task {served.Model.Job.Task}, which gives no lists of items.", "Serve a recommender: fed-node serve-scores --job with the identifier of its job."));
        var request = await ReadAsync(context, body => ListRequestReader.Read(lists.Places, body));
        var answered = lists.Of(request);
        await WriteAsync(context, json => ListAnswer.Write(json, ModelVersion.Of(served.Model), lists.Items, request, answered));
    }

    private static async Task<TRequest> ReadAsync<TRequest>(HttpContext context, Func<JsonElement, TRequest> read)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, Strict, context.RequestAborted);
            return read(body.RootElement);
        }
        catch (JsonException fault)
        {
            var line = fault.LineNumber is { } number ? FormattableString.Invariant($" in line {number + 1}") : "";
            throw new ApiProblemException(new ApiProblem(StatusCodes.Status400BadRequest, "FED-API-JSON", $"The body is not JSON{line}, or names a field twice.", "Send {\"customers\": [{…}]}; GET /openapi.json says what a customer is."));
        }
    }

    private static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        write(json);
    }

    private static void WriteModel(Utf8JsonWriter json, ServedModel served)
    {
        json.WriteStartObject();
        json.WriteString("version", served.Version);
        json.WriteString("job_id", served.Model.JobId);
        json.WriteString("task", served.Model.Job.Task);
        json.WriteString("contract", served.Model.Job.Contract.Name);
        json.WriteString("snapshot_hash", served.Hash);
        if (served.LastRun is { } run)
            json.WriteString("last_scored_at", run.At);
        else
            json.WriteNull("last_scored_at");
        json.WriteStartArray("fields");
        foreach (var field in served.Model.Job.Contract.Columns)
            json.WriteStringValue(field.Name);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
