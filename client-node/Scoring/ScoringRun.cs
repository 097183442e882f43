namespace Federated.ClientNode.Scoring;

/// <summary>One time that this node scored its customers.</summary>
/// <param name="Sequence">Its number in the ledger.</param>
/// <param name="At">When, UTC.</param>
/// <param name="JobId">The job whose model it was.</param>
/// <param name="ModelHash">Content hash of the model.</param>
/// <param name="Customers">Customers with a score.</param>
/// <param name="Cuts">What a score had to reach for groups 2 to 10; see <see cref="ScoreGroups.Cuts"/>.</param>
internal sealed record ScoringRun(long Sequence, DateTimeOffset At, string JobId, string ModelHash, long Customers, float[] Cuts);
