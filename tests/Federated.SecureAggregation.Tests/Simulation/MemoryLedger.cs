using Federated.SecureAggregation.Node;

namespace Federated.SecureAggregation.Tests.Simulation;

/// <summary>A ledger in memory that also remembers the order in which it was written to.</summary>
internal sealed class MemoryLedger : IRoundLedger
{
    private readonly Dictionary<(string JobId, long Round, int Attempt), SignedSurvivors> _signed = [];
    private readonly List<ReleasedRound> _released = [];

    public Dictionary<string, long> Finished { get; } = [];

    public List<string> Writes { get; } = [];

    public RoundHistory ReadHistory(string jobId) => new(Finished.GetValueOrDefault(jobId), FindLatestRelease(jobId)?.Round ?? 0);

    public SignedSurvivors? FindSigned(string jobId, long round, int attempt) => _signed.GetValueOrDefault((jobId, round, attempt));

    public void RecordSigned(string jobId, long round, int attempt, SignedSurvivors survivors)
    {
        _signed[(jobId, round, attempt)] = survivors;
        Writes.Add($"signed {round}.{attempt}");
    }

    public IReadOnlyList<ReleasedRound> FindReleases(Digest modelHash) => [.. _released.Where(round => round.ModelHash.Equals(modelHash))];

    public ReleasedRound? FindLatestRelease(string jobId) => _released.Where(round => round.JobId == jobId).MaxBy(round => round.Round);

    public void RecordReleased(ReleasedRound round)
    {
        _released.Add(round);
        Writes.Add($"released {round.Round}.{round.Attempt}");
    }
}
