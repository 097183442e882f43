using Federated.Computations;
using Federated.Computations.FactorModels;
using Federated.Learning.Kernels;
using Federated.Learning.State;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Recommend;

/// <summary>Factors of items that are learnt together by sums of gradients; tastes of customers, and of the site, stay with the partner.</summary>
internal sealed class JointFactors(RecommendationRows rows, int rounds, int rank) : IRecommendationModel
{
    private readonly FactorStage _stage = new(rows, rounds, rank);

    public IReadOnlyList<IStage> Stages => [_stage];

    public IItemScorer Joint(TaskState state)
    {
        FactorState factors = _stage.Of(state);
        return Scorer(factors, state.Memory.GetValueOrDefault(_stage.Name));
    }

    public IItemScorer Alone(TaskState state, Interactions own, ulong seed, Workers? workers)
    {
        FactorState alone = _stage.First(state);
        var computation = new FederatedFactors();
        FactorData data = _stage.Customers(state, own, new NodeMemory(), workers);
        for (; data.Histories.Count > 0 && !computation.IsDone(alone);)
        {
            var contribution = new Contribution(computation.Specify(alone));
            computation.Contribute(alone, data, contribution);
            alone = computation.Apply(alone, new SecureSum(contribution.Values.ToArray(), 1, 1));
        }

        return Scorer(alone, data.Memory.Current);
    }

    private TasteScorer Scorer(FactorState state, ModelSnapshot? kept)
    {
        FactorMemory memory = FactorMemory.Of(kept, state.Options);
        return new TasteScorer(memory.ItemsOf(state), state.Options.Factors, memory.SiteTaste.ToArray(), rows.Seed);
    }
}
