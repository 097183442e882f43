using Federated.Computations.Recommendation;
using Federated.Learning.Kernels;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Recommend;

/// <summary>A model that is nothing but the counts: popularity, or neighbours by cosine.</summary>
internal sealed class CountedRecommendation(CountStage counts, Func<ItemCounts, IItemScorer> make) : IRecommendationModel
{
    public IReadOnlyList<IStage> Stages => [];

    public IItemScorer Joint(TaskState state) => make(counts.Counts(state));

    public IItemScorer Alone(TaskState state, Interactions own, ulong seed, Workers? workers) => make(OwnCounts.Of(own, counts.Counts(state).Request));
}
