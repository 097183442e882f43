using Federated.Computations;
using Federated.Computations.Recommendation;
using Federated.Learning.State;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Recommend;

/// <summary>
/// Chooses λ: each node solves for every one that is tried, and ranks the items that are held out of its validation customers. The best NDCG among all items, over all
/// nodes, wins; of equal ones the largest. Each λ takes a node the time of one solution.
/// </summary>
internal sealed class PenaltyStage(RecommendationRows rows, CountStage counts) : Stage<RankingState, IRankingSums>("penalty")
{
    public override int MostRounds => 1;

    /// <summary>The λ that was chosen.</summary>
    /// <exception cref="TaskStateException">None is yet.</exception>
    public double Chosen(TaskState state)
    {
        RankingQuality quality = Of(state).Result ?? throw new TaskStateException("The job has not chosen its penalty yet. Wait until it is done.");
        return quality.Customers == 0 ? EaseFit.Penalties[EaseFit.Penalties.Length / 2] : EaseFit.Penalties[Enumerable.Range(0, EaseFit.Penalties.Length).Reverse().MaxBy(tried => quality.Gain(tried, isFull: true))];
    }

    /// <summary>NDCG among all items with each λ; NaN without validation customers.</summary>
    public IReadOnlyList<(double Penalty, double Gain)> Tried(TaskState state) => Of(state).Result is { } quality ? [.. EaseFit.Penalties.Select((penalty, place) => (penalty, quality.Gain(place, isFull: true)))] : [];

    protected override IComputation<RankingState, IRankingSums> Computation(TaskState state) => new FederatedRanking();

    protected override RankingState Start(TaskState before) => new(Request());

    protected override RankingState Read(ModelSnapshot part, TaskState state) => RankingSnapshot.Read(part, Request());

    protected override ModelSnapshot Write(RankingState state) => RankingSnapshot.Write(state);

    protected override IRankingSums Data(TaskState state, TaskData data)
    {
        ItemCounts joint = counts.Counts(state);
        Interactions own = rows.Read(state, data.Rows);
        return new RankingSums(new ItemRanking(joint, rows.Seed).Of(own.Validation, [.. EaseFit.Penalties.Select(penalty => new EaseScorer(EaseFit.Of(joint, penalty, data.Workers), joint))]));
    }

    private RankingRequest Request() => new(EaseFit.Penalties.Length, items: 0, rows.MostCustomers, withPartners: false);
}
