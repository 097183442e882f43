using Federated.ClientNode.Join;
using Federated.ClientNode.Ledger;
using Federated.Hosting.Storage;
using Federated.Learning.State;

namespace Federated.ClientNode.Scoring.Api;

/// <summary>The model that answers now. When another one becomes the newest on this machine, or customers are scored anew, it is taken at the next request.</summary>
/// <param name="directory">The node.</param>
/// <param name="jobId">The job whose model to serve; null for the newest.</param>
/// <param name="clock">The clock.</param>
internal sealed class ServedModels(NodeDirectory directory, string? jobId, TimeProvider clock)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    // Opened once: opening writes the version of its shape.
    private SqliteDatabase? _ledger;
    private ServedModel? _served;
    private DateTimeOffset _checkedAt;

    /// <returns>Null when no model has reached this node.</returns>
    public ServedModel? Current()
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (_served is not null && now - _checkedAt < Freshness)
                return _served;
            _checkedAt = now;
            return _served = Load();
        }
    }

    private ServedModel? Load()
    {
        var models = new ReleasedModels(directory);
        var id = jobId ?? models.NewestOrOnlyId();
        if (id is null)
            return null;
        var model = _served?.Model.JobId == id ? _served.Model : models.Find(id);
        if (model is null)
            return null;
        _ledger ??= LedgerFile.Open(directory);
        var run = new ScoreBook(_ledger, clock).FindLast(id);
        if (_served is { } served && served.Model == model)
            return served.LastRun?.Sequence == run?.Sequence ? served : served.With(run);
        var memory = new NodeLedger(_ledger, clock).FindMemory(id) is { } kept ? Safetensors.Read(kept) : null;
        return new ServedModel(model, memory, run);
    }
}
