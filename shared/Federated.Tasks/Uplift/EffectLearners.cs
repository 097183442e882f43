using System.Collections.Immutable;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Uplift;

/// <summary>All learners of a job: those from linear models, and when the job's model is trees those from trees besides.</summary>
internal sealed class EffectLearners
{
    private static readonly ImmutableArray<LearnerKind> Kinds = [LearnerKind.T, LearnerKind.S, LearnerKind.X, LearnerKind.R];

    public EffectLearners(JobSpec job, ulong seed, FeatureStages features, TrialFields fields, TrialStage trial)
    {
        Linear = new LinearLearners(job, fields, trial);
        Trees = job.Model.Kind == ModelKind.BoostedTrees ? new TreeLearners(job, seed, features, fields, trial, Linear) : null;
        All = [.. Kinds.Select(kind => new Learner(kind, false)), .. Trees is null ? [] : Kinds.Select(kind => new Learner(kind, true))];
    }

    /// <summary>In the order of their figures.</summary>
    public ImmutableArray<Learner> All { get; }

    /// <summary>Those from linear models.</summary>
    public LinearLearners Linear { get; }

    /// <summary>Those from trees; null when the job has none.</summary>
    public TreeLearners? Trees { get; }

    /// <summary>The joint training.</summary>
    public IReadOnlyList<IStage> Stages => [.. Linear.Stages, .. Trees?.Stages ?? []];

    /// <summary>The learners like this one.</summary>
    public IEffectLearners Of(Learner learner) => learner.IsOfTrees ? Trees! : Linear;

    /// <summary>A learner's effect on each row, within ±2.</summary>
    public double[] Effects(TaskState state, Learner learner, TrialRows rows) => Of(learner).Effects(state, learner.Kind, rows);
}
