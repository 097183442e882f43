using Federated.Computations.Recommendation;
using Federated.Learning.Factorization;
using Federated.Learning.Kernels;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Recommend;

/// <summary>
/// A model that ranks new items too: what the catalogue says of an item that no customer of any partner has gives it the scores of its like. The catalogue is in the job and the counts are released,
/// so this takes no round and no row. A partner's own model gets the same of its own counts.
/// </summary>
internal sealed class AttributedRecommendation(IRecommendationModel model, RecommendationRows rows, CountStage counts) : IRecommendationModel
{
    public IReadOnlyList<IStage> Stages => model.Stages;

    public IItemScorer Joint(TaskState state)
    {
        ItemCounts counted = counts.Counts(state);
        return With(model.Joint(state), state, [.. Enumerable.Range(0, counted.Items).Select(item => counted.Of(item))]);
    }

    public IItemScorer Alone(TaskState state, Interactions own, ulong seed, Workers? workers)
    {
        var customers = new double[rows.Vocabulary(state).Count];
        foreach (int item in own.Training.SelectMany(customer => customer.Items))
            customers[item]++;
        return With(model.Alone(state, own, seed, workers), state, customers);
    }

    private IItemScorer With(IItemScorer scorer, TaskState state, double[] customers) =>
        AttributeColumns.Ridge(rows.Vocabulary(state).Items, customers) is AttributeRidge ridge ? new AttributedScorer(scorer, ridge, customers) : scorer;
}
