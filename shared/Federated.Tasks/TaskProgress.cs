using Federated.Computations.Evaluation;

namespace Federated.Tasks;

/// <summary>How far a job's state has come.</summary>
/// <param name="Stage">What the next round computes, for example "training".</param>
/// <param name="CompletedRounds">Rounds applied so far, of all stages.</param>
/// <param name="TotalRounds">Rounds that the whole job takes.</param>
/// <param name="Rows">Training rows of all nodes together; 0 before the statistics round.</param>
/// <param name="Evaluation">The joint model's quality on all held-out rows; null before the evaluation round.</param>
public sealed record TaskProgress(string Stage, int CompletedRounds, int TotalRounds, long Rows, EvaluationResult? Evaluation);
