using Federated.Learning.Training;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Uplift;

/// <summary>A node's rows as a randomised contact sees them: the fields known before it, whether there was one, and the response in shares of its largest.</summary>
internal sealed class TrialFields
{
    /// <summary>A node that contacted a smaller share of its rows, or left a smaller one, has no residuals.</summary>
    public const double LeastShare = 0.01;

    private const long LeastRows = 100_000;

    private readonly JobSpec _job;
    private readonly FeatureStages _features;

    /// <exception cref="ArgumentException">The contract has no such treatment, or nothing besides.</exception>
    public TrialFields(JobSpec job, FeatureStages features)
    {
        (_job, _features) = (job, features);
        Treatment = job.Options.Names(UpliftTask.TreatmentKey) is [var written, ..] ? written : UpliftTask.TreatmentKey;
        if (job.Contract.Find(Treatment) is not { Role: FieldRole.Feature, IsCategorical: true, Values.Count: 2 })
            throw new ArgumentException($"Task {job.Task} reads from a boolean feature '{Treatment}' (or a category of two values, the second being a contact) whether a customer was contacted, and the contract has none. Add it, or name another under 'options: {{{UpliftTask.TreatmentKey}: [field]}}'.", nameof(job));
        if (!job.Contract.Features.Any(field => field.Name != Treatment && !field.IsText))
            throw new ArgumentException($"The contract has no feature besides '{Treatment}': add what was known of customers before the contact.", nameof(job));
    }

    /// <summary>The field that says who was contacted: its second value does.</summary>
    public string Treatment { get; }

    /// <summary>Whether the response is one of two classes; otherwise it is a number.</summary>
    public bool IsShare => _job.Contract.LabelKind == LabelKind.TwoClasses;

    /// <summary>A response of 1 in the label's own unit.</summary>
    public double Unit => IsShare ? 1 : Math.Max(Math.Abs(_job.Contract.Label!.Minimum), Math.Abs(_job.Contract.Label.Maximum));

    /// <summary>Inputs without the treatment.</summary>
    /// <exception cref="TaskStateException">The statistics are not computed yet, or no other feature varies.</exception>
    public FeaturePlan Plan(TaskState state)
    {
        FeaturePlan plan = new([.. _features.Plan(state).Columns.Where(column => column.Formula.Field != Treatment)]);
        return plan.Width > 0 ? plan : throw new TaskStateException($"No feature besides '{Treatment}' varies over the partners' rows, so nobody can be told apart. Add fields to the contract.");
    }

    /// <summary>At least the rows of any one node, of all parts.</summary>
    public long RowBound(TaskState state)
    {
        double trained = (1 - _job.Evaluation.TestFraction) * (1 - _job.Evaluation.ValidationFraction);
        return Math.Min(1L << 31, LeastRows + (long)(2 * _features.Statistics(state).Rows / trained));
    }

    /// <summary>Training rows of one arm, with the effect on each as the other arm's model imputes it.</summary>
    /// <param name="state">The state.</param>
    /// <param name="data">A node's rows.</param>
    /// <param name="treated">Which arm.</param>
    /// <param name="responses">What models expect of rows with and without contact.</param>
    public IEnumerable<(TrialBatch Batch, float[] Targets)> Imputed(TaskState state, TaskData data, bool treated, ExpectResponses responses)
    {
        foreach (TrialBatch batch in Batches(state, data, RowPart.Training).Select(batch => batch.Arm(treated)).OfType<TrialBatch>())
        {
            (double[] with, double[] without) = responses(state, batch.Customers);
            float[] labels = batch.Rows.Labels.ToArray();
            yield return (batch, [.. labels.Select((label, row) => (float)(treated ? label - without[row] : with[row] - label))]);
        }
    }

    /// <summary>
    /// Training rows with the residual of the response over that of the contact, and the square of the latter as weight. The share that a node contacted is its own: it stays there.
    /// </summary>
    /// <param name="state">The state.</param>
    /// <param name="data">A node's rows.</param>
    /// <param name="responses">What models expect of rows with and without contact.</param>
    public IEnumerable<(TrialBatch Batch, float[] Targets, float[] Weights)> Residuals(TaskState state, TaskData data, ExpectResponses responses)
    {
        bool[] contacts = [.. Batches(state, data, RowPart.Training).SelectMany(batch => batch.Treated)];
        double share = contacts.Length == 0 ? 0 : (double)contacts.Count(each => each) / contacts.Length;
        if (share is < LeastShare or > 1 - LeastShare)
            yield break;
        foreach (TrialBatch batch in Batches(state, data, RowPart.Training))
        {
            (double[] treated, double[] untreated) = responses(state, batch.Customers);
            double[] left = [.. batch.Treated.Select(each => (each ? 1 : 0) - share)];
            float[] labels = batch.Rows.Labels.ToArray();
            yield return (
                batch,
                [.. labels.Select((label, row) => (float)((label - (share * treated[row]) - ((1 - share) * untreated[row])) / left[row]))],
                Array.ConvertAll(left, each => (float)(each * each)));
        }
    }

    /// <summary>Rows of one part, or of all, whose treatment is known; read anew each time.</summary>
    public IEnumerable<TrialBatch> Batches(TaskState state, TaskData data, RowPart? part)
    {
        FeaturePlan plan = Plan(state);
        foreach (LocalTable batch in part is { } one ? _features.Rows.Batches(data.Rows, one) : data.Rows.Batches())
        {
            int[] categories = batch.Categories(Treatment).ToArray(), known = [.. Enumerable.Range(0, batch.RowCount).Where(row => categories[row] >= 0)];
            if (known.Length == 0)
                continue;
            LocalTable rows = known.Length == batch.RowCount ? batch : batch.Select(known);
            yield return new TrialBatch(
                rows, new LabelledRows(plan.Encode(rows), plan.Width, Array.ConvertAll(rows.Labels.ToArray(), label => (float)Math.Clamp(label / Unit, -1, 1))),
                [.. known.Select(row => categories[row] == 1)]);
        }
    }

    /// <summary>What is expected of each row when it is contacted, and when it is not.</summary>
    public delegate (double[] Treated, double[] Untreated) ExpectResponses(TaskState state, TrialRows rows);
}
