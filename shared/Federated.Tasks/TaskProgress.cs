using Federated.Computations.Evaluation;

namespace Federated.Tasks;

/// <summary>How far a job's state has come.</summary>
/// <param name="Stage">What the next round computes, for example "training"; "done" at the end.</param>
/// <param name="CompletedRounds">Rounds applied so far, of all stages.</param>
/// <param name="TotalRounds">Rounds that the whole job takes at most; once it is done, those that it took.</param>
/// <param name="Rows">Training rows of all nodes together; 0 before the statistics round.</param>
/// <param name="Evaluation">For two classes, the joint model's quality on all held-out rows; null before the evaluation round, and for other tasks.</param>
public sealed record TaskProgress(string Stage, int CompletedRounds, int TotalRounds, long Rows, EvaluationResult? Evaluation)
{
    /// <summary>What the job found about all partners together, the most important first; empty before there is anything.</summary>
    public IReadOnlyList<TaskFigure> Figures { get; init; } = [];

    /// <summary>The result in a line, for example "AUC 0.791 on 1,000 held-out rows"; empty before there is one.</summary>
    public string Headline { get; init; } = "";
}
