using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Click;

/// <summary>The job, its fitted features and how they become inputs: what both kinds of models are built on.</summary>
internal sealed class ClickFeatures(JobSpec job, FeatureStages stages)
{
    public const string BucketBitsKey = "bucket_bits", PenaltyKey = "penalty", StepsKey = "steps", FactorsKey = "factors", HiddenKey = "hidden",
        FactorPenaltyKey = "factor_penalty", LearningRateKey = "learning_rate";

    public JobSpec Job => job;

    public FeatureStages Stages => stages;

    public PartRows Rows => stages.Rows;

    public ClickEncoding Encoding(TaskState state) => ClickEncoding.Of(job, stages, state, 1 << job.Options.WholeNumber(BucketBitsKey));

    public static int[] Classes(LocalTable table)
    {
        var classes = new int[table.RowCount];
        for (int row = 0; row < classes.Length; row++)
            classes[row] = (int)table.Labels[row];
        return classes;
    }
}
