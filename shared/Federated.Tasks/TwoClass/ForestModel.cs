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

/// <summary>A random forest. A partner's own model: a forest of its rows alone.</summary>
internal sealed class ForestModel : ITwoClassModel
{
    private readonly JobSpec _job;
    private readonly RawTable _raw;
    private readonly TreeBins _bins;
    private readonly ForestStage _growth;

    public ForestModel(JobSpec job, FeatureStages features)
    {
        _job = job;
        _raw = new RawTable(job.Contract);
        _bins = new TreeBins(job, _raw, features.Rows);
        _growth = new ForestStage(job, _bins, _raw, features.Rows);
    }

    public IReadOnlyList<IStage> Training => [.. _bins.Stages, _growth];

    public string? InsteadOfRows => null;

    public ITwoClassPredictor Joint(TaskState state) => new ForestPredictor(_raw, _growth.Result(state));

    public ITwoClassPredictor Own(TaskState state, ModelSnapshot own) => new ForestPredictor(_raw, TreeSnapshots.ReadRandomForest(own));

    public IReadOnlyList<OwnModel> Train(TaskState state, LocalTable training, LocalTable validation, ulong seed)
    {
        var options = new RandomForestOptions
        {
            Trees = _job.Model.Trees,
            MaximumDepth = _job.Model.Depth,
            MinimumRowsInLeaf = _job.Model.MinimumLeafRows,
            Bins = _job.Model.Bins,
            Seed = seed,
        };
        return [new OwnModel(PersonalKind.Local, 0, RandomForest.Train(_raw.Rows(training).Table, options).Capture())];
    }
}
