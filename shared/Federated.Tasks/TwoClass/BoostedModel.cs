using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.TwoClass;

/// <summary>Boosted trees.</summary>
internal sealed class BoostedModel : ITwoClassModel
{
    private readonly RawTable _raw;
    private readonly TreeBins _bins;
    private readonly BoostingStage _growth;

    public BoostedModel(JobSpec job, FeatureStages features)
    {
        _raw = new RawTable(job.Contract);
        _bins = new TreeBins(job, _raw, features.Rows);
        _growth = new BoostingStage(job, _bins, _raw, features.Rows);
    }

    public IReadOnlyList<IStage> Training => [.. _bins.Stages, _growth];

    public float[] Probabilities(TaskState state, LocalTable table) => table.RowCount == 0 ? [] : _growth.Result(state).Predict(_raw.Features(table));
}
