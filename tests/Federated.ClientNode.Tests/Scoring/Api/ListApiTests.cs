using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Federated.ClientNode.Join;
using Federated.ClientNode.Scoring.Api;
using Federated.ClientNode.Tests.Join;
using Federated.ClientNode.Tests.Recommendations;
using Federated.Learning.State;
using Microsoft.AspNetCore.Builder;

namespace Federated.ClientNode.Tests.Scoring.Api;

/// <summary>The API over a recommender.</summary>
public sealed class ListApiTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _files = new();
    private readonly HttpClient _client = new();
    private WebApplication? _api;

    public async Task InitializeAsync()
    {
        var folder = Path.Combine(_files.Node.Models, "films-1a2b");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "job.yaml"), RatingFiles.Job.ToYaml());
        File.WriteAllBytes(Path.Combine(folder, "model.safetensors"), Safetensors.Write(RatingFiles.Model.Snapshot));
        AtomicFile.Write(Path.Combine(_files.Node.Models, "newest"), "films-1a2b");
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
    public async Task Recommend_Customers_HaveListsWithReasonsInTheirOrder()
    {
        var results = (await PostAsync("""{"customers": [{"id": "a", "items": ["f1", "f2", "else"]}, {"items": []}], "top": 3, "reasons": 2}"""))["results"]!.AsArray();
        Assert.Equal((2, "a", 1, false), (results.Count, (string)results[0]!["id"]!, (int)results[0]!["unknown_items"]!, (bool)results[0]!["is_cold"]!));
        Assert.Equal(3, results[0]!["items"]!.AsArray().Count);
        Assert.All(results[0]!["items"]!.AsArray(), item => Assert.All(item!["because"]!.AsArray(), because => Assert.True((string)because!["item"]! is "f1" or "f2" && (double)because["share"]! is > 0 and <= 1)));
        Assert.True((bool)results[1]!["is_cold"]!);
        var bought = (await PostAsync("""{"customers": [{"items": ["f1"]}], "top": 100, "include_bought": true}"""))["results"]![0]!["items"]!.AsArray();
        Assert.Equal(RatingFiles.Items, bought.Count);
    }

    [Fact]
    public async Task OpenApi_OfARecommender_DescribesWhatItTakesAndGives()
    {
        var document = JsonNode.Parse(await _client.GetStringAsync("/openapi.json"))!.AsObject();
        var check = new SchemaCheck(document);
        Assert.Equal(["/v1/recommend", "/v1/model", "/openapi.json"], document["paths"]!.AsObject().Select(path => path.Key));
        Assert.Empty(check.LooseReferences());
        const string request = """{"customers": [{"id": 7, "items": ["f1"]}], "top": 2, "novelty": 0.2, "diversity": 0.3, "include_bought": false}""";
        Assert.Empty(check.Faults(JsonNode.Parse(request), "request"));
        Assert.Empty(check.Faults(await PostAsync(request), "answer"));
    }

    [Theory]
    [InlineData("""{"customers": [{"id": "a"}]}""", "/customers/0")]
    [InlineData("""{"customers": [{"items": [3]}]}""", "/customers/0/items")]
    [InlineData("""{"customers": [{"items": [], "age": 3}]}""", "/customers/0/age")]
    [InlineData("""{"customers": []}""", "/customers")]
    [InlineData("""{"customers": [{"items": []}], "top": 0}""", "/top")]
    [InlineData("""{"customers": [{"items": []}], "novelty": 2}""", "/novelty")]
    [InlineData("""{"customers": [{"items": []}], "include_bought": 1}""", "/include_bought")]
    [InlineData("""{"customers": [{"items": []}], "more": 1}""", "/more")]
    public async Task Recommend_BodyThatIsNoRequest_IsRefusedByPlace(string body, string place)
    {
        using var response = await _client.PostAsync("/v1/recommend", Json(body));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(place, (string)Assert.Single(problem["errors"]!.AsArray())!["pointer"]!);
    }

    [Fact]
    public async Task Score_OfARecommender_SaysThatItHasNone()
    {
        using var response = await _client.PostAsync("/v1/score", Json("""{"customers": [{"user": "a", "film": "f1"}]}"""));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("no score", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private async Task<JsonNode> PostAsync(string body)
    {
        using var response = await _client.PostAsync("/v1/recommend", Json(body));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }
}
