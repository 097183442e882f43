using Federated.Computations;
using Federated.Computations.Recommendation;
using Federated.Learning.State;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Recommend;

/// <summary>
/// Counts the customers of each item within each value of the customers' own fields (a region, an age band), and of each value: what those are shown of whom no item is known. One count a value and
/// item, behind them one a value.
/// </summary>
internal sealed class NewcomerStage(RecommendationRows rows) : Stage<ItemCountState, IItemSums>("newcomers")
{
    public override int MostRounds => 1;

    /// <summary>Scores of customers without items.</summary>
    /// <exception cref="TaskStateException">The job has not counted yet.</exception>
    public NewcomerScorer Scorer(TaskState state, ItemCounts counts) => new(
        counts, Of(state).Result ?? throw new TaskStateException("The job has not counted its customers' own fields yet. Wait until it is done."), [.. rows.Fields.Own.Select(field => field.Values.Count)]);

    /// <summary>What is counted.</summary>
    /// <exception cref="ArgumentException">There are more values times items than are counted.</exception>
    public static ItemCountRequest Request(RecommendationRows rows, int items) => new(checked(rows.Fields.OwnValues * (items + 1)), rows.MostCustomers, withPairs: false);

    protected override IComputation<ItemCountState, IItemSums> Computation(TaskState state) => new FederatedItemCounts();

    protected override ItemCountState Start(TaskState before) => new(Request(before));

    protected override ItemCountState Read(ModelSnapshot part, TaskState state) => ItemCountSnapshot.Read(part, Request(state));

    protected override ModelSnapshot Write(ItemCountState state) => ItemCountSnapshot.Write(state);

    protected override IItemSums Data(TaskState state, TaskData data)
    {
        int items = rows.Vocabulary(state).Count;
        return new ItemSums(rows.Read(state, data.Rows).Training.Select(customer => (ReadOnlyMemory<int>)Cells(customer, items)));
    }

    private int[] Cells(CustomerHistory customer, int items)
    {
        var cells = new List<int>();
        int first = 0, values = rows.Fields.OwnValues;
        for (int field = 0; field < rows.Fields.Own.Count; first += rows.Fields.Own[field++].Values.Count)
        {
            int value = customer.Own[field];
            if (value < 0)
                continue;
            cells.AddRange(customer.Items.Select(item => ((first + value) * items) + item));
            cells.Add((values * items) + first + value);
        }

        return [.. cells];
    }

    private ItemCountRequest Request(TaskState state)
    {
        try
        {
            return Request(rows, rows.Vocabulary(state).Count);
        }
        catch (ArgumentException fault)
        {
            throw new TaskStateException($"The customers' own fields cannot be counted: {fault.Message}", fault);
        }
    }
}
