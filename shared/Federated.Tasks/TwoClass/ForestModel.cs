using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.TwoClass;

/// <summary>A random forest.</summary>
internal sealed class ForestModel : ITwoClassModel
{
    private readonly RawTable _raw;
    private readonly TreeBins _bins;
    private readonly ForestStage _growth;

    public ForestModel(JobSpec job, FeatureStages features)
    {
        _raw = new RawTable(job.Contract);
        _bins = new TreeBins(job, _raw, features.Rows);
        _growth = new ForestStage(job, _bins, _raw, features.Rows);
    }

    public IReadOnlyList<IStage> Training => [.. _bins.Stages, _growth];

    // A forest of two classes has one value a row, the share of the positive class.
    public float[] Probabilities(TaskState state, LocalTable table) => table.RowCount == 0 ? [] : _growth.Result(state).Predict(_raw.Features(table));
}
