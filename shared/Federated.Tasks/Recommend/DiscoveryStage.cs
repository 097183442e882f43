using Federated.Computations;
using Federated.Computations.Statistics;
using Federated.Computations.Statistics.FrequentValues;
using Federated.Learning.State;
using Federated.Tasks.Jobs;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Recommend;

/// <summary>Without a catalogue: the items that customers and partners enough have, found without anybody showing a list of its items.</summary>
internal sealed class DiscoveryStage : Stage<FrequentValueState, IColumnSums>
{
    private const int Most = 1024;

    private readonly FrequentValuePlan _plan;
    private readonly InteractionReader _reader;

    public DiscoveryStage(JobSpec job, InteractionFields fields, InteractionReader reader)
        : base("items")
    {
        _reader = reader;
        _plan = new FrequentValuePlan(
            new TableColumns([], [], [new TextColumn(fields.Item.Name)]), job.Hash(), Most, job.Options.WholeNumber(RecommendOptions.Floor), job.Options.WholeNumber(RecommendOptions.Holders));
    }

    public override int MostRounds => FederatedFrequentValues.Rounds;

    /// <summary>The items that were found.</summary>
    /// <exception cref="TaskStateException">The search is not over, or found no two.</exception>
    public ItemVocabulary Vocabulary(TaskState state)
    {
        if (Of(state) is not ValuesNamed { Columns: [var found] })
            throw new TaskStateException("The job has not found its items yet.");
        return found.Values.Length >= 2
            ? ItemVocabulary.Of([.. found.Values.Select(value => value.Text)])
            : throw new TaskStateException($"{found.Values.Length} items have customers and partners enough to be named, and something can be recommended only from two or more. Lower 'floor' or 'holders', or give the job a catalogue: 'items: items.csv'.");
    }

    protected override IComputation<FrequentValueState, IColumnSums> Computation(TaskState state) => new FederatedFrequentValues();

    protected override FrequentValueState Start(TaskState before) => FrequentValueState.Begin(_plan);

    protected override FrequentValueState Read(ModelSnapshot part, TaskState state) => FrequentValueSnapshot.Read(part, _plan);

    protected override ModelSnapshot Write(FrequentValueState state) => FrequentValueSnapshot.Write(state);

    protected override IColumnSums Data(TaskState state, TaskData data)
    {
        string[] texts = _reader.Texts(data.Rows);
        return texts.Length <= ColumnBatch.MaximumRows
            ? new ColumnBatch(_plan.Columns, texts.Length, [], [], [(ReadOnlyMemory<string?>)texts])
            : throw new ContributionException($"The customers have {texts.Length} items together, and at most {ColumnBatch.MaximumRows} are counted. Nothing was sent; take fewer rows.");
    }
}
