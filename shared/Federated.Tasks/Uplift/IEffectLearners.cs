using Federated.Tasks.Stages;

namespace Federated.Tasks.Uplift;

/// <summary>The four learners of an effect from one kind of model. A response is in shares of its largest, so within ±1, and so is what a model says of it once clipped.</summary>
internal interface IEffectLearners
{
    /// <summary>The joint training.</summary>
    IReadOnlyList<IStage> Stages { get; }

    /// <summary>A learner's effect on each row, within ±2.</summary>
    /// <exception cref="TaskStateException">It is not fitted yet.</exception>
    double[] Effects(TaskState state, LearnerKind kind, TrialRows rows);

    /// <summary>What is expected of each row when it is contacted, and when it is not.</summary>
    /// <exception cref="TaskStateException">The models are not fitted yet.</exception>
    (double[] Treated, double[] Untreated) Responses(TaskState state, TrialRows rows);

    /// <summary>How far each field moves the effect on each row from that on a customer who is typical in it.</summary>
    /// <returns>rows × features of the contract.</returns>
    double[] Attributions(TaskState state, LearnerKind kind, TrialRows rows);
}
