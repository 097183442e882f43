using Federated.Computations.Evaluation;
using Federated.Computations.Statistics;
using Federated.Learning.State;

namespace Federated.Tasks.TwoClass;

/// <summary>The state of a two-class job. Each stage has what the stages before it computed, and nothing else.</summary>
internal abstract record TwoClassState
{
    public abstract TwoClassStage Stage { get; }
}

/// <summary>Nothing is known yet.</summary>
internal sealed record StatisticsWanted : TwoClassState
{
    public override TwoClassStage Stage => TwoClassStage.Statistics;
}

/// <summary>The encoding is fixed by the statistics, and the model has been averaged <paramref name="Round"/> times.</summary>
internal sealed record ModelInTraining(TableStatistics Statistics, ModelSnapshot Model, int Round) : TwoClassState
{
    public override TwoClassStage Stage => TwoClassStage.Training;
}

/// <summary>The model is trained; its joint quality is not known.</summary>
internal record ModelTrained(TableStatistics Statistics, ModelSnapshot Model) : TwoClassState
{
    public override TwoClassStage Stage => TwoClassStage.Evaluation;
}

/// <summary>The model and its joint quality on all held-out rows.</summary>
internal sealed record ModelEvaluated(TableStatistics Statistics, ModelSnapshot Model, EvaluationResult Quality) : ModelTrained(Statistics, Model)
{
    public override TwoClassStage Stage => TwoClassStage.Done;
}
