using Federated.Computations.KMeans;
using Federated.Tasks.Features;
using Federated.Tasks.Fitting;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Segments;

/// <summary>A node's customers as places in the space of the features, every coordinate within ±<see cref="Bound"/>.</summary>
internal sealed class SegmentRows(FeatureStages features)
{
    /// <summary>Most that a coordinate may be, in standard deviations.</summary>
    public const double Bound = StandardisedNumber.Limit;

    /// <summary>Sums over the rows of one part.</summary>
    public IClusterSums Training(TaskState state, TaskData data) => data.Rows is ISummedRows summed ? summed.Clusters(features.Plan(state), RowPart.Training) : Sums(state, features.Rows.Batches(data.Rows, RowPart.Training));

    /// <summary>Sums over all rows.</summary>
    public IClusterSums Everyone(TaskState state, TaskData data) => data.Rows is ISummedRows summed ? summed.Clusters(features.Plan(state), part: null) : Sums(state, data.Rows.Batches());

    /// <summary>Encoded rows, row-major.</summary>
    public static float[] Encode(FeaturePlan plan, LocalTable table)
    {
        float[] rows = plan.Encode(table);
        foreach (ref float value in rows.AsSpan())
            value = Math.Clamp(value, (float)-Bound, (float)Bound);
        return rows;
    }

    private ClusterBatches Sums(TaskState state, IEnumerable<LocalTable> batches)
    {
        FeaturePlan plan = features.Plan(state);
        return new ClusterBatches(plan.Width, batches.Select(batch => (ReadOnlyMemory<float>)Encode(plan, batch)));
    }
}
