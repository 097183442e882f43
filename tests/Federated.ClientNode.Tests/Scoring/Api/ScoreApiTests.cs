using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Federated.ClientNode.Join;
using Federated.ClientNode.Ledger;
using Federated.ClientNode.Scoring;
using Federated.ClientNode.Scoring.Api;
using Federated.ClientNode.Tests.Join;
using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Scores;
using Microsoft.AspNetCore.Builder;
using Xunit.Abstractions;

namespace Federated.ClientNode.Tests.Scoring.Api;

public sealed class ScoreApiTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly TemporaryDirectory _files = new();
    private readonly HttpClient _client = new();
    private WebApplication? _api;

    public async Task InitializeAsync()
    {
        var folder = Path.Combine(_files.Node.Models, "churn-1a2b");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "job.yaml"), Customers.Job.ToYaml());
        File.WriteAllBytes(Path.Combine(folder, "model.safetensors"), Safetensors.Write(Customers.Model));
        AtomicFile.Write(Path.Combine(_files.Node.Models, "newest"), "churn-1a2b");
        _api = ScoreApi.Build(_files.Node, null, 0);
        await _api.StartAsync();
        _client.BaseAddress = new Uri(_api.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        await _api!.DisposeAsync();
        _client.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task Score_Customers_HaveTheScoresOfTheTaskInTheirOrder()
    {
        var expected = TaskCatalogue.For(Customers.Job).Score(Customers.Model, null, Customers.Table(), ScoreOptions.ScoresOnly).Ranking();
        var customers = Customers.Csv().Split('\n').Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','))
            .Select(cells => $$"""{"customer": "{{cells[0]}}", "minutes": {{cells[1]}}, "plan": {{(cells[2] == "1" ? "true" : "false")}}}""");
        var answer = await PostAsync($$"""{"customers": [{{string.Join(',', customers)}}], "reasons": 0}""");
        var results = answer["results"]!.AsArray();
        Assert.Equal(Enumerable.Range(0, 400).Select(row => $"c{row}"), results.Select(result => (string)result!["id"]!));
        Assert.Equal(expected, results.Select(result => (float)result!["score"]!));
        Assert.Equal($"churn-1a2b@{Customers.Model.ContentHash()[..12]}", (string)answer["model"]!);
    }

    [Fact]
    public async Task Score_Group_IsThatAmongTheCustomersScoredLast()
    {
        const string body = """{"customers": [{"minutes": 1}, {"minutes": 99, "plan": false, "customer": 7}]}""";
        Assert.All((await PostAsync(body))["results"]!.AsArray(), result => Assert.Null(result!["group"]));
        var scores = TaskCatalogue.For(Customers.Job).Score(Customers.Model, null, Customers.Table(), ScoreOptions.ScoresOnly).Ranking();
        new ScoreBook(LedgerFile.Open(_files.Node), TimeProvider.System).Record("churn-1a2b", Customers.Model.ContentHash(), [.. scores.Select((_, row) => $"c{row}")], scores);
        await using var fresh = ScoreApi.Build(_files.Node, null, 0);
        await fresh.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(fresh.Urls.Single()) };
        var results = JsonNode.Parse(await (await client.PostAsync("/v1/score", Json(body))).Content.ReadAsStringAsync())!["results"]!.AsArray();
        Assert.True((int)results[0]!["group"]! >= 8, results.ToJsonString());
        Assert.True((int)results[1]!["group"]! <= 2, results.ToJsonString());
        Assert.Equal("7", (string)results[1]!["id"]!);
    }

    [Fact]
    public async Task OpenApi_Document_DescribesWhatTheApiTakesAndGives()
    {
        var document = JsonNode.Parse(await _client.GetStringAsync("/openapi.json"))!.AsObject();
        var check = new SchemaCheck(document);
        Assert.Equal(["/v1/score", "/v1/model", "/openapi.json"], document["paths"]!.AsObject().Select(path => path.Key));
        Assert.Empty(check.LooseReferences());
        const string request = """{"customers": [{"customer": "a", "minutes": 3, "plan": true}, {"minutes": 99, "plan": null}], "reasons": 2}""";
        Assert.Empty(check.Faults(JsonNode.Parse(request), "request"));
        Assert.Empty(check.Faults(await PostAsync(request), "answer"));
        Assert.Empty(check.Faults(JsonNode.Parse(await _client.GetStringAsync("/v1/model")), "model"));
        using var refused = await _client.PostAsync("/v1/score", Json("""{"customers": [{}]}"""));
        Assert.Empty(check.Faults(JsonNode.Parse(await refused.Content.ReadAsStringAsync()), "problem"));
    }

    [Theory]
    [InlineData("""{"customers": [{"plan": true}]}""", "/customers/0/minutes")]
    [InlineData("""{"customers": [{"minutes": 101}]}""", "/customers/0/minutes")]
    [InlineData("""{"customers": [{"minutes": "3"}]}""", "/customers/0/minutes")]
    [InlineData("""{"customers": [{"minutes": 1}, {"minutes": 1, "plan": "yes"}]}""", "/customers/1/plan")]
    [InlineData("""{"customers": [{"minutes": 1, "a/b~c": 1}]}""", "/customers/0/a~1b~0c")]
    [InlineData("""{"customers": [{"minutes": 1, "churn": "yes"}]}""", "/customers/0/churn")]
    [InlineData("""{"customers": [3]}""", "/customers/0")]
    [InlineData("""{"customers": []}""", "/customers")]
    [InlineData("""{"customers": [{"minutes": 1}], "reasons": 11}""", "/reasons")]
    [InlineData("""{"customers": [{"minutes": 1}], "model": "x"}""", "/model")]
    public async Task Score_BodyThatBreaksTheContract_IsRefusedByPlaceAndBySchema(string body, string place)
    {
        using var response = await _client.PostAsync("/v1/score", Json(body));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(place, (string)Assert.Single(problem["errors"]!.AsArray())!["pointer"]!);
        if (place is not "/model")
            Assert.NotEmpty(new SchemaCheck(JsonNode.Parse(await _client.GetStringAsync("/openapi.json"))!.AsObject()).Faults(JsonNode.Parse(body), "request"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"customers": [{"minutes": 1, "minutes": 2}]}""")]
    [InlineData("[[[[[[[[[[[[]]]]]]]]]]]]")]
    public async Task Score_BodyThatIsNoJson_IsRefused(string body)
    {
        using var response = await _client.PostAsync("/v1/score", Json(body));
        await AssertRefusedAsync(response, HttpStatusCode.BadRequest, "FED-API-JSON");
    }

    [Fact]
    public async Task Score_TooManyCustomersOrBytes_IsRefused()
    {
        var many = $$"""{"customers": [{{string.Join(',', Enumerable.Repeat("{\"minutes\": 1}", 1_001))}}]}""";
        using var tooMany = await _client.PostAsync("/v1/score", Json(many));
        await AssertRefusedAsync(tooMany, HttpStatusCode.UnprocessableEntity, "FED-API-VALUE");
        using var large = new HttpRequestMessage(HttpMethod.Post, "/v1/score") { Content = Json($$"""{"customers": [{"minutes": 1, "customer": "{{new string('x', 9 << 20)}}"}]}""") };
        large.Headers.ExpectContinue = true;
        using var tooLarge = await _client.SendAsync(large);
        await AssertRefusedAsync(tooLarge, HttpStatusCode.RequestEntityTooLarge, "FED-API-BODY");
    }

    [Theory]
    [InlineData("Host", "shop.example", HttpStatusCode.MisdirectedRequest, "FED-API-HOST")]
    [InlineData("Host", "127.0.0.1.shop.example", HttpStatusCode.MisdirectedRequest, "FED-API-HOST")]
    [InlineData("Host", "127.0.0.1:1", HttpStatusCode.MisdirectedRequest, "FED-API-HOST")]
    [InlineData("Origin", "https://shop.example", HttpStatusCode.Forbidden, "FED-API-ORIGIN")]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden, "FED-API-ORIGIN")]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden, "FED-API-ORIGIN")]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.Forbidden, "FED-API-ORIGIN")]
    public async Task Request_OfAWebPage_IsRefusedBeforeItIsRead(string header, string value, HttpStatusCode status, string code)
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            using var request = new HttpRequestMessage(method, method == HttpMethod.Get ? "/v1/model" : "/v1/score") { Content = method == HttpMethod.Get ? null : Json("""{"customers": [{"minutes": 1}]}""") };
            request.Headers.TryAddWithoutValidation(header, value);
            using var response = await _client.SendAsync(request);
            await AssertRefusedAsync(response, status, code);
            Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        }
    }

    [Fact]
    public async Task Request_ByTheNameLocalhost_IsAnswered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/model");
        request.Headers.Host = $"localhost:{_client.BaseAddress!.Port}";
        Assert.Equal(HttpStatusCode.OK, (await _client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("POST", "/v1/model", "application/json", HttpStatusCode.MethodNotAllowed, "FED-API-METHOD")]
    [InlineData("OPTIONS", "/v1/score", "application/json", HttpStatusCode.MethodNotAllowed, "FED-API-METHOD")]
    [InlineData("POST", "/v1/scores", "application/json", HttpStatusCode.NotFound, "FED-API-PATH")]
    [InlineData("POST", "/v1/score", "text/plain", HttpStatusCode.UnsupportedMediaType, "FED-API-MEDIA")]
    public async Task Request_ThatTheApiHasNot_IsRefused(string method, string path, string media, HttpStatusCode status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent("{}", Encoding.UTF8, media) };
        using var response = await _client.SendAsync(request);
        await AssertRefusedAsync(response, status, code);
    }

    [Fact]
    public async Task Recommend_OfAModelThatScores_SaysWhatIsServed()
    {
        using var response = await _client.PostAsync("/v1/recommend", Json("""{"customers": [{"items": []}]}"""));
        await AssertRefusedAsync(response, HttpStatusCode.Conflict, "FED-API-TASK");
    }

    [Fact]
    public void Listener_Address_IsLoopbackOnly() => Assert.Equal("127.0.0.1", Assert.Single(_api!.Urls.Select(url => new Uri(url).Host)));

    [Fact]
    public async Task Score_OneCustomerManyTimes_AnswersEachAlike()
    {
        var body = Encoding.UTF8.GetBytes("""{"customers": [{"customer": "a", "minutes": 3, "plan": true}]}""");
        var answers = new HashSet<string>();
        var times = new List<double>();
        for (var run = 0; run < 1_500; run++)
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/json");
            var start = Stopwatch.GetTimestamp();
            using var response = await _client.PostAsync("/v1/score", content);
            answers.Add(await response.Content.ReadAsStringAsync());
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Assert.Single(answers);
        var steady = times.Skip(500).Order().ToArray();
        output.WriteLine(FormattableString.Invariant($"one customer, after 500 requests: median {steady[500]:0.00} ms, p99 {steady[990]:0.00} ms"));
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        Assert.Equal((status, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        var problem = await response.Content.ReadFromJsonAsync<JsonObject>();
        Assert.Equal(code, (string)problem!["code"]!);
        Assert.NotEmpty((string)problem["mend"]!);
    }

    private async Task<JsonNode> PostAsync(string body)
    {
        using var response = await _client.PostAsync("/v1/score", Json(body));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
