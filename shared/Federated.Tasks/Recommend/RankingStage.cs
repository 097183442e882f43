using Federated.Computations;
using Federated.Computations.Recommendation;
using Federated.Learning.State;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Recommend;

/// <summary>Ranks the items that are held out of test customers by the joint model, popularity, neighbours, and each partner's own model, in one round. A partner's own figures stay with it.</summary>
internal sealed class RankingStage(RecommendationRows rows, CountStage counts, IRecommendationModel model) : Stage<RankingState, IRankingSums>("evaluation")
{
    /// <summary>Place of the joint model and of popularity.</summary>
    public const int Joint = 0, Popularity = 1;

    public override int MostRounds => 1;

    /// <summary>Place of neighbours by cosine; null where pairs are not counted.</summary>
    public int? Neighbours => counts.WithPairs ? 2 : null;

    /// <summary>Place of the partner's own model.</summary>
    public int Alone => counts.WithPairs ? 3 : 2;

    /// <summary>The models in words, by place.</summary>
    public IReadOnlyList<string> Names => counts.WithPairs ? ["joint model", "popularity", "ItemKNN", "own rows alone"] : ["joint model", "popularity", "own rows alone"];

    /// <summary>What this node found of its own customers; null when it took no part.</summary>
    public OwnRanking? Own(ModelSnapshot? kept, TaskState state) => kept is null ? null : OwnRanking.Read(kept, OwnRequest(rows.Vocabulary(state).Count));

    protected override IComputation<RankingState, IRankingSums> Computation(TaskState state) => new FederatedRanking();

    protected override RankingState Start(TaskState before) => new(Request(rows.Vocabulary(before).Count));

    protected override RankingState Read(ModelSnapshot part, TaskState state) => RankingSnapshot.Read(part, Request(rows.Vocabulary(state).Count));

    protected override ModelSnapshot Write(RankingState state) => RankingSnapshot.Write(state);

    protected override IRankingSums Data(TaskState state, TaskData data)
    {
        ItemCounts joint = counts.Counts(state);
        Interactions own = rows.Read(state, data.Rows);
        List<IItemScorer> models = [model.Joint(state), new PopularityScorer(joint)];
        if (counts.WithPairs)
            models.Add(new CosineScorer(joint));
        models.Add(model.Alone(state, own, data.Seed, data.Workers));
        RankedCustomer[] ranked = [.. new ItemRanking(joint, rows.Seed).Of(own.Test, models)];
        data.Memory.Current = OwnRanking.Of(ranked, OwnRequest(joint.Items), own, Alone, rows.Seed).Write();
        return new RankingSums(ranked);
    }

    private RankingRequest Request(int items) => new(Names.Count, items, rows.MostCustomers, withPartners: true, ItemRanking.Shown);

    private RankingRequest OwnRequest(int items) => new(Names.Count, items, 1 << 30, withPartners: false, ItemRanking.Shown);
}
