using Federated.Computations;
using Federated.Computations.Averaging;
using Federated.Learning.Kernels;
using Federated.Learning.NextItem;
using Federated.Tasks.Jobs;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Recommend;

/// <summary>A model of the next item, trained by averaging: GRU4Rec, SASRec or two towers.</summary>
internal sealed class AveragedNextItem(RecommendationRows rows, CountStage counts, NextItemKind kind, int rounds, int width, RobustSpec? robust) : IRecommendationModel
{
    private readonly AveragedStage _stage = new(rows, counts, kind, rounds, width, robust);

    public IReadOnlyList<IStage> Stages => [_stage];

    public IItemScorer Joint(TaskState state) => Scorer(_stage.Architecture(state), _stage.Of(state));

    // As many rounds as together, each of them with all of the customers that there are.
    public IItemScorer Alone(TaskState state, Interactions own, ulong seed, Workers? workers)
    {
        NextItemArchitecture architecture = _stage.Architecture(state);
        AveragingState alone = _stage.First(state, Math.Max(1, own.Training.Sum(customer => (long)customer.Items.Length)));
        if (own.Training.All(customer => customer.Items.Length < 2))
            return Scorer(architecture, alone);
        var averaging = new FederatedAveraging(architecture, architecture.Loss());
        while (!averaging.IsDone(alone))
        {
            var contribution = new Contribution(averaging.Specify(alone));
            averaging.Contribute(alone, _stage.Draw(state, own, alone.Round, seed, workers), contribution);
            double[] values = contribution.Values.ToArray();
            foreach (ref double value in values.AsSpan())
                value *= contribution.Weight;
            alone = averaging.Apply(alone, new SecureSum(values, contribution.Weight, 1));
        }

        return Scorer(architecture, alone);
    }

    private static NextItemItemScorer Scorer(NextItemArchitecture architecture, AveragingState state) => new(new NextItemScorer(architecture, state.Global), architecture.Steps);
}
