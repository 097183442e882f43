using Federated.SecureAggregation.Node;

namespace Federated.SecureAggregation.Tests.Simulation;

/// <summary>A ledger in memory that also remembers the order in which it was written to.</summary>
internal sealed class MemoryLedger : IRoundLedger
{
    private readonly Dictionary<(string JobId, long Round, int Attempt), SignedSurvivors> _signed = [];
    private readonly Dictionary<string, long> _released = [];

    public Dictionary<string, long> Finished { get; } = [];

    public List<string> Writes { get; } = [];

    public RoundHistory ReadHistory(string jobId) => new(Finished.GetValueOrDefault(jobId), _released.GetValueOrDefault(jobId));

    public SignedSurvivors? FindSigned(string jobId, long round, int attempt) => _signed.GetValueOrDefault((jobId, round, attempt));

    public void RecordSigned(string jobId, long round, int attempt, SignedSurvivors survivors)
    {
        _signed[(jobId, round, attempt)] = survivors;
        Writes.Add($"signed {round}.{attempt}");
    }

    public void RecordReleased(string jobId, long round, int attempt, SignedSurvivors survivors)
    {
        _released[jobId] = Math.Max(round, _released.GetValueOrDefault(jobId));
        Writes.Add($"released {round}.{attempt}");
    }
}
