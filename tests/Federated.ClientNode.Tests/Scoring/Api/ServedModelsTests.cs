using Federated.ClientNode.Join;
using Federated.ClientNode.Ledger;
using Federated.ClientNode.Scoring;
using Federated.ClientNode.Scoring.Api;
using Federated.ClientNode.Tests.Join;
using Federated.Learning.State;

namespace Federated.ClientNode.Tests.Scoring.Api;

public sealed class ServedModelsTests : IDisposable
{
    private readonly TemporaryDirectory _files = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 8, 20, 6, 0, 0, TimeSpan.Zero));

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Current_NoModel_IsNone() => Assert.Null(new ServedModels(_files.Node, null, _clock).Current());

    [Fact]
    public void Current_NewerModelArrives_IsTakenWithinSeconds()
    {
        Save("churn-1a2b");
        var served = new ServedModels(_files.Node, null, _clock);
        var first = served.Current()!;
        Save("churn-9f9f");
        Assert.Same(first, served.Current());
        _clock.Now = _clock.Now.AddSeconds(3);
        Assert.Equal("churn-9f9f", served.Current()!.Model.JobId);
    }

    [Fact]
    public void Current_CustomersScoredAnew_HasTheirCuts()
    {
        Save("churn-1a2b");
        var served = new ServedModels(_files.Node, null, _clock);
        Assert.Null(served.Current()!.GroupOf(0.5));
        new ScoreBook(LedgerFile.Open(_files.Node), _clock).Record("churn-1a2b", "m", ["a", "b"], [0.1f, 0.9f]);
        _clock.Now = _clock.Now.AddSeconds(3);
        Assert.Equal((5, 10), (served.Current()!.GroupOf(0.5), served.Current()!.GroupOf(0.95)));
        Assert.Null(served.Current()!.GroupOf(double.NaN));
    }

    [Fact]
    public void Current_JobWasNamed_StaysWithIt()
    {
        Save("churn-1a2b");
        Save("churn-9f9f");
        Assert.Equal("churn-1a2b", new ServedModels(_files.Node, "churn-1a2b", _clock).Current()!.Model.JobId);
    }

    private void Save(string job)
    {
        var folder = Path.Combine(_files.Node.Models, job);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "job.yaml"), Customers.Job.ToYaml());
        File.WriteAllBytes(Path.Combine(folder, "model.safetensors"), Safetensors.Write(Customers.Model));
        AtomicFile.Write(Path.Combine(_files.Node.Models, "newest"), job);
    }
}
