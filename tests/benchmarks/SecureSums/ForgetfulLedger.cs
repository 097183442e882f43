using Federated.SecureAggregation;
using Federated.SecureAggregation.Node;

namespace Federated.Benchmarks.SecureSums;

/// <summary>A ledger that costs nothing: each measured round has keys of its own.</summary>
internal sealed class ForgetfulLedger : IRoundLedger
{
    public RoundHistory ReadHistory(string jobId) => new(0, 0);

    public SignedSurvivors? FindSigned(string jobId, long round, int attempt) => null;

    public IReadOnlyList<ReleasedRound> FindReleases(Digest modelHash) => [];

    public ReleasedRound? FindLatestRelease(string jobId) => null;

    public void RecordSigned(string jobId, long round, int attempt, SignedSurvivors survivors)
    {
        // Nothing outlives a measured round.
    }

    public void RecordReleased(ReleasedRound round)
    {
        // Nothing outlives a measured round.
    }
}
