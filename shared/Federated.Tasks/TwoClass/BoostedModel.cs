using Federated.Computations.Personalisation;
using Federated.Learning.State;
using Federated.Learning.Trees;
using Federated.Tasks.Classifiers;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;
using Federated.Tasks.Worth;

namespace Federated.Tasks.TwoClass;

/// <summary>Boosted trees. A partner's own model: the same trees of its rows alone.</summary>
internal sealed class BoostedModel : ITwoClassModel
{
    private readonly JobSpec _job;
    private readonly RawTable _raw;
    private readonly TreeBins _bins;
    private readonly BoostingStage _growth;

    public BoostedModel(JobSpec job, FeatureStages features)
    {
        _job = job;
        _raw = new RawTable(job.Contract);
        _bins = new TreeBins(job, _raw, features.Rows);
        _growth = new BoostingStage(job, _bins, _raw, features.Rows);
    }

    public IReadOnlyList<IStage> Training => [.. _bins.Stages, _growth];

    public string? InsteadOfRows => null;

    public ITwoClassPredictor Joint(TaskState state) => new BoostedPredictor(_raw, _growth.Result(state));

    public ITwoClassPredictor Own(TaskState state, ModelSnapshot own) => new BoostedPredictor(_raw, TreeSnapshots.ReadBoostedTrees(own));

    public IReadOnlyList<OwnModel> Train(TaskState state, LocalTable training, LocalTable validation, ulong seed)
    {
        var options = new HistogramBoostingOptions
        {
            Trees = _job.Model.Trees,
            LearningRate = _job.Model.Shrinkage,
            MaximumDepth = _job.Model.Depth,
            Bins = _job.Model.Bins,
            Splits = new SplitOptions { MinimumRowsInLeaf = _job.Model.MinimumLeafRows },
        };
        // Alone, a small table is soon learnt by heart: the partner's validation rows say when to stop.
        BoostedTrees local = HistogramBoosting.Train(_raw.Rows(training).Table, options, validation: _raw.Rows(validation).Table);
        return [new OwnModel(PersonalKind.Local, 0, local.Capture())];
    }
}
