using Federated.Computations;
using Federated.Computations.Recommendation;
using Federated.Learning.State;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Recommend;

/// <summary>Counts the customers of each item and, where a model wants them, of each pair.</summary>
internal sealed class CountStage(RecommendationRows rows, bool withPairs) : Stage<ItemCountState, IItemSums>("counts")
{
    public override int MostRounds => 1;

    /// <summary>Whether pairs are counted.</summary>
    public bool WithPairs => withPairs;

    /// <summary>What was counted.</summary>
    /// <exception cref="TaskStateException">The job has not counted yet.</exception>
    public ItemCounts Counts(TaskState state) => Of(state).Result ?? throw new TaskStateException("The job has not counted its items yet. Wait until it is done.");

    protected override IComputation<ItemCountState, IItemSums> Computation(TaskState state) => new FederatedItemCounts();

    protected override ItemCountState Start(TaskState before) => new(Request(before));

    protected override ItemCountState Read(ModelSnapshot part, TaskState state) => ItemCountSnapshot.Read(part, Request(state));

    protected override ModelSnapshot Write(ItemCountState state) => ItemCountSnapshot.Write(state);

    protected override IItemSums Data(TaskState state, TaskData data) => OwnCounts.Sums(rows.Read(state, data.Rows));

    private ItemCountRequest Request(TaskState state)
    {
        try
        {
            return new ItemCountRequest(rows.Vocabulary(state).Count, rows.MostCustomers, withPairs);
        }
        catch (ArgumentException fault)
        {
            throw new TaskStateException($"The job's items cannot be counted: {fault.Message}", fault);
        }
    }
}
