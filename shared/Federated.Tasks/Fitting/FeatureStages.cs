using Federated.Computations.Statistics;
using Federated.Learning.Training;
using Federated.Tasks.Features;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Fitting;

/// <summary>The stages that fit the features of a job, in the order in which they run, and the plan that comes out of them. Every task with tabular features begins with these.</summary>
internal sealed class FeatureStages
{
    private readonly StatisticsStage _statistics;

    public FeatureStages(JobSpec job)
    {
        Columns = new PlanColumns(job.Contract, job.Features);
        Rows = new PartRows(job.Evaluation);
        _statistics = new StatisticsStage(Columns, Rows);
        Stages = [_statistics];
    }

    /// <summary>What is to be known of all rows.</summary>
    public PlanColumns Columns { get; }

    /// <summary>A node's rows by part.</summary>
    public PartRows Rows { get; }

    /// <summary>To begin a course with.</summary>
    public IReadOnlyList<IStage> Stages { get; }

    /// <summary>Joint statistics of the training rows; null before they are computed.</summary>
    public TableStatistics? StatisticsOrNull(TaskState state) =>
        state.Parts.ContainsKey(_statistics.Name) && _statistics.IsDone(state) ? _statistics.Result(state) : null;

    /// <summary>Joint statistics of the training rows.</summary>
    /// <exception cref="TaskStateException">They are not computed yet.</exception>
    public TableStatistics Statistics(TaskState state) => _statistics.Result(state);

    /// <summary>The inputs of the model.</summary>
    /// <exception cref="TaskStateException">The statistics are not computed yet, or no feature varies.</exception>
    public FeaturePlan Plan(TaskState state)
    {
        TableStatistics statistics = Statistics(state);
        if (statistics.Rows < 1)
            throw new TaskStateException("The snapshot's statistics are of no rows, so nothing can have been trained on them.");
        FeaturePlan plan = FeatureFitting.Fit(Columns, statistics, NoFieldStatistics.Instance, NoFieldStatistics.Instance);
        return plan.Width > 0 ? plan : throw new TaskStateException("No feature of the contract varies over the partners' rows, so there is nothing to learn from. Add fields to the contract.");
    }

    /// <summary>Encoded rows with their labels.</summary>
    public static LabelledRows Encode(FeaturePlan plan, LocalTable table) => new(plan.Encode(table), plan.Width, table.Labels.ToArray());

    /// <summary>The encoded rows of one part, batch by batch; read anew each time they are enumerated.</summary>
    public IEnumerable<LabelledRows> Encoded(TaskState state, TaskData data, RowPart part)
    {
        FeaturePlan plan = Plan(state);
        return Rows.Batches(data.Rows, part).Select(batch => Encode(plan, batch));
    }
}
