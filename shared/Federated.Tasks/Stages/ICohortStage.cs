namespace Federated.Tasks.Stages;

/// <summary>A stage whose rounds are not for everybody.</summary>
internal interface ICohortStage : IStage
{
    /// <summary>Who may take part in the next round; null for everybody.</summary>
    RoundCohort? CohortOf(TaskState state);
}
