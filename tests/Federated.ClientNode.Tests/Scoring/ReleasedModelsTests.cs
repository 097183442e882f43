using Federated.ClientNode.Join;
using Federated.ClientNode.Scoring;
using Federated.ClientNode.Tests.Join;
using Federated.Hosting.CommandLine;
using Federated.Learning.State;

namespace Federated.ClientNode.Tests.Scoring;

public sealed class ReleasedModelsTests : IAsyncLifetime, IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TemporaryDirectory _files = new();
    private readonly byte[] _snapshot = Safetensors.Write(Customers.Model);
    private StubCoordinator _coordinator = null!;
    private NodeIdentity _identity = null!;
    private ConsortiumConnection _connection = null!;

    public async Task InitializeAsync()
    {
        _coordinator = await StubCoordinator.StartAsync(_authority);
        await _coordinator.JoinAsync(_files.Node);
        _identity = NodeIdentity.Load(_files.Node);
        _connection = ConsortiumConnection.Open(_coordinator.Address, _identity);
    }

    public async Task DisposeAsync()
    {
        _connection.Dispose();
        _identity.Dispose();
        await _coordinator.DisposeAsync();
    }

    public void Dispose()
    {
        _files.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public async Task FetchNewestAsync_NothingReleased_IsNull()
    {
        Assert.Null(await FetchAsync());
        Assert.Null(new ReleasedModels(_files.Node).FindNewest());
    }

    [Fact]
    public async Task FetchNewestAsync_ModelInManyRanges_IsWholeOnDisk()
    {
        Release("churn-1a2b");
        Assert.Equal("churn-1a2b", await FetchAsync());
        Assert.Equal((_snapshot.Length + 999) / 1000, _coordinator.Models.Ranges);
        var saved = new ReleasedModels(_files.Node).FindNewest();
        Assert.Equal("churn-1a2b", saved?.JobId);
        Assert.Equal(Customers.Model.ContentHash(), saved?.Snapshot.ContentHash());
        Assert.Equal(Customers.Job.ToYaml(), saved?.Job.ToYaml());
    }

    [Fact]
    public async Task FetchNewestAsync_ModelThatIsHere_IsNotFetchedAgain()
    {
        Release("churn-1a2b");
        await FetchAsync();
        var ranges = _coordinator.Models.Ranges;
        Assert.Equal("churn-1a2b", await FetchAsync());
        Assert.Equal(ranges, _coordinator.Models.Ranges);
    }

    [Fact]
    public async Task FetchNewestAsync_DamagedOnDisk_IsFetchedAgain()
    {
        Release("churn-1a2b");
        await FetchAsync();
        var path = Path.Combine(_files.Node.Models, "churn-1a2b", "model.safetensors");
        File.WriteAllText(path, "damaged");
        await FetchAsync();
        Assert.Equal(_snapshot, File.ReadAllBytes(path));
    }

    [Fact]
    public async Task FetchAsync_OlderJob_DoesNotBecomeTheNewest()
    {
        Release("churn-old");
        Release("churn-new");
        await FetchAsync();
        var models = new ReleasedModels(_files.Node);
        Assert.True(await models.FetchAsync(_connection, "churn-old", CancellationToken.None));
        Assert.False(await models.FetchAsync(_connection, "churn-none", CancellationToken.None));
        Assert.Equal("churn-new", models.FindNewest()?.JobId);
        Assert.Equal("churn-old", models.Find("churn-old")?.JobId);
    }

    [Fact]
    public async Task FetchNewestAsync_OfATask_TakesTheNewestOfThatTask()
    {
        Release("churn-old");
        Release("churn-new");
        var response = Customers.JobText.Replace("task: churn", "task: response", StringComparison.Ordinal);
        _coordinator.Models.Release("response-1", response, Safetensors.Write(Customers.ModelOf(response)), "response");
        var models = new ReleasedModels(_files.Node);
        Assert.Equal("churn-new", await models.FetchNewestAsync(_connection, "churn", CancellationToken.None));
        Assert.Null(await models.FetchNewestAsync(_connection, "sentiment", CancellationToken.None));
        Assert.Null(models.FindNewest());
        Assert.Equal("response-1", await FetchAsync());
        Assert.Equal(("response-1", "churn-new", "response-1"), (models.NewestId(), models.NewestId("churn"), models.NewestId("response")));
    }

    [Fact]
    public async Task FetchNewestOfEachTaskAsync_TwoTasks_HasBothAndNoUnknownOne()
    {
        Release("churn-old");
        Release("churn-new");
        var response = Customers.JobText.Replace("task: churn", "task: response", StringComparison.Ordinal);
        _coordinator.Models.Release("response-1", response, Safetensors.Write(Customers.ModelOf(response)), "response");
        _coordinator.Models.Release("tomorrow-1", response, [1], "tomorrow");
        var models = new ReleasedModels(_files.Node);
        await models.FetchNewestOfEachTaskAsync(_connection, CancellationToken.None);
        Assert.Equal(("churn-new", "response-1"), (models.FindNewest("churn")?.JobId, models.FindNewest("response")?.JobId));
        Assert.Null(models.NewestId());
        Assert.False(Directory.Exists(Path.Combine(_files.Node.Models, "churn-old")));
    }

    [Fact]
    public async Task FetchNewestAsync_OtherBytesThanAnnounced_AreNotKept()
    {
        Release("churn-1a2b");
        _coordinator.Models.Snapshot = [.. _snapshot[..^1], (byte)(_snapshot[^1] ^ 1)];
        await RefusedAsync("FED-MODEL-HASH");
    }

    [Fact]
    public async Task FetchNewestAsync_OtherJobThanAnnounced_IsNotKept()
    {
        Release("churn-1a2b");
        _coordinator.Models.Document += "# changed\n";
        await RefusedAsync("FED-MODEL-HASH");
    }

    [Fact]
    public async Task FetchNewestAsync_EmptyRanges_DoNotGoOnForEver()
    {
        Release("churn-1a2b");
        _coordinator.Models.RangeLength = 0;
        await RefusedAsync("FED-MODEL-HASH");
        Assert.Equal(1, _coordinator.Models.Ranges);
    }

    [Theory]
    [InlineData("../churn")]
    [InlineData("")]
    [InlineData("Churn")]
    [InlineData("a/b")]
    public async Task FetchNewestAsync_JobIdThatIsAPath_WritesNothing(string jobId)
    {
        Release(jobId);
        await RefusedAsync("FED-MODEL-ID");
    }

    [Fact]
    public async Task FetchNewestAsync_NotAModel_IsNotKept()
    {
        _coordinator.Models.Release("churn-1a2b", Customers.Job.ToYaml(), [1, 2, 3]);
        await RefusedAsync("FED-MODEL-FILE");
    }

    private void Release(string jobId) => _coordinator.Models.Release(jobId, Customers.Job.ToYaml(), _snapshot);

    private Task<string?> FetchAsync() => new ReleasedModels(_files.Node).FetchNewestAsync(_connection, task: null, CancellationToken.None);

    private async Task RefusedAsync(string code)
    {
        var failure = await Assert.ThrowsAsync<CommandException>(FetchAsync);
        Assert.Equal(code, failure.Code);
        Assert.False(Directory.Exists(_files.Node.Models));
    }
}
