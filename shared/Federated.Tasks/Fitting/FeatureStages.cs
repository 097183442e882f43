using Federated.Computations.Amounts;
using Federated.Computations.Regression;
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
    private readonly QuantileStage? _quantiles;
    private readonly TargetStage? _targets;

    public FeatureStages(JobSpec job)
    {
        Columns = new PlanColumns(job.Contract, job.Features);
        Rows = new PartRows(job.Evaluation);
        _statistics = new StatisticsStage(Columns, Rows);
        FeatureSpec[] ranked = [.. job.Features.Where(spec => spec.Impute == Imputation.Median || spec.Clip > 0 || spec.Bins > 0)];
        string[] targeted = [.. job.Features.Where(spec => spec.Encode == CategoryEncoding.Target).Select(spec => spec.Field)];
        if (ranked.Length > 0)
            _quantiles = new QuantileStage("quantiles", [.. ranked.SelectMany(Probabilities).Distinct().Order()], Columns, Rows);
        if (targeted.Length > 0 && job.Contract.Label is not null)
            _targets = new TargetStage(targeted, Columns, Rows);
        Stages = [.. new IStage?[] { _statistics, _quantiles, _targets }.OfType<IStage>()];
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
        var fields = new FittedFields(state, statistics, _quantiles, _targets);
        FeaturePlan plan = FeatureFitting.Fit(Columns, statistics, fields, fields);
        return plan.Width > 0 ? plan : throw new TaskStateException("No feature of the contract varies over the partners' rows, so there is nothing to learn from. Add fields to the contract.");
    }

    /// <summary>At least the rows of any one node, with room for a table that grows while the job runs.</summary>
    public long RowBound(TaskState state) => Math.Clamp(2 * Statistics(state).Rows, 1, int.MaxValue);

    /// <summary>Encoded rows with their labels.</summary>
    public static LabelledRows Encode(FeaturePlan plan, LocalTable table) => new(plan.Encode(table), plan.Width, table.Labels.ToArray());

    /// <summary>Newton steps over the training rows.</summary>
    public INewtonSums Newton(TaskState state, TaskData data, LabelFormula label) => data.Rows is ISummedRows summed
        ? summed.Newton(Plan(state), label, RowPart.Training)
        : new LabelledBatches(Plan(state).Width, Targets(state, data, label));

    /// <summary>Products of the training rows.</summary>
    public IGramSums Products(TaskState state, TaskData data, LabelFormula label) => data.Rows is ISummedRows summed
        ? summed.Products(Plan(state), label, RowPart.Training)
        : new LabelledBatches(Plan(state).Width, Targets(state, data, label));

    /// <summary>Errors of a model of the training rows.</summary>
    public ISmearingSums Errors(TaskState state, TaskData data, LabelFormula label) => data.Rows is ISummedRows summed
        ? summed.Errors(Plan(state), label, RowPart.Training)
        : new SmearingSums(Targets(state, data, label));

    private IEnumerable<LabelledRows> Targets(TaskState state, TaskData data, LabelFormula label)
    {
        FeaturePlan plan = Plan(state);
        return Rows.Batches(data.Rows, RowPart.Training).Select(batch => label.Of(Encode(plan, batch))).Where(rows => rows.Count > 0);
    }

    private static IEnumerable<double> Probabilities(FeatureSpec spec)
    {
        if (spec.Impute == Imputation.Median)
            yield return 0.5;
        if (spec.Clip > 0)
        {
            yield return spec.Clip;
            yield return 1 - spec.Clip;
        }

        for (int edge = 1; edge < spec.Bins; edge++)
            yield return (double)edge / spec.Bins;
    }
}
