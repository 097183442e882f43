using System.Collections.Immutable;
using Federated.Computations;
using Federated.Computations.Explanation;
using Federated.Computations.Statistics;
using Federated.Computations.Statistics.Survey;
using Federated.Learning.State;
using Federated.Tasks.Classifiers;
using Federated.Tasks.Drift;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.TwoClass;

/// <summary>How the joint model's score changes with the fields that matter most to it, all of them in one round: partial dependence over everybody's held-out rows.</summary>
/// <param name="count">Fields, at most.</param>
/// <param name="job">The job.</param>
/// <param name="model">What scores.</param>
/// <param name="features">Where the fields' values lie.</param>
/// <param name="importance">Which fields matter.</param>
/// <param name="drift">Where numbers lie, more exactly; null when it is not counted.</param>
internal sealed class DependenceStage(int count, JobSpec job, ITwoClassModel model, FeatureStages features, ImportanceStage importance, DriftStage? drift)
    : Stage<DependenceState, HeldOutRows>("dependence")
{
    public override int MostRounds => 1;

    public override string? InsteadOfRows => "set effects: 0 under options:";

    /// <summary>The fields that are measured, the most important first; those of which one value is known come last.</summary>
    public ImmutableArray<FieldGrid> Grids(TaskState state)
    {
        ImportanceResult measured = importance.Of(state).Result ?? throw new TaskStateException("The snapshot does not say which fields matter, so it cannot say how they do. Use the model that this job released.");
        ImmutableArray<string> fields = importance.Fields(state);
        TableStatistics statistics = features.Statistics(state);
        SurveyState? survey = drift?.Of(state);
        return [.. fields.Select((field, index) => (Grid: FieldGrids.Of(job.Contract.Find(field)!, features.Columns, statistics, survey), measured.Features[index].Drop))
            .OrderBy(each => each.Grid.Values.Length > 1 ? 0 : 1).ThenByDescending(each => each.Drop).Take(count).Select(each => each.Grid)];
    }

    /// <summary>The same of a partner's own rows and the model that it uses, on its machine alone; null where that model does not read one of the fields.</summary>
    /// <exception cref="ContributionException">No row.</exception>
    public DependenceResult? Own(TaskState state, ITwoClassPredictor predictor, LocalTable rows) =>
        Request(Grids(state), predictor) is { } request ? OwnRows.Alone(new FederatedDependence(), new DependenceState(request), ImportanceStage.HeldOut(predictor, [rows])).Result : null;

    protected override IComputation<DependenceState, HeldOutRows> Computation(TaskState state) => new FederatedDependence();

    protected override DependenceState Start(TaskState before) => new(Joint(before));

    protected override DependenceState Read(ModelSnapshot part, TaskState state) => DependenceSnapshot.Read(part, Joint(state));

    protected override ModelSnapshot Write(DependenceState state) => DependenceSnapshot.Write(state);

    protected override HeldOutRows Data(TaskState state, TaskData data) => ImportanceStage.HeldOut(model.Joint(state), features.Rows.Batches(data.Rows, RowPart.Test));

    private DependenceRequest Joint(TaskState state) => Request(Grids(state), model.Joint(state))!;

    private DependenceRequest? Request(ImmutableArray<FieldGrid> grids, ITwoClassPredictor predictor)
    {
        DependenceFeature?[] asked = [.. grids.Select(grid => grid.Feature(predictor, job.Contract))];
        return Array.TrueForAll(asked, feature => feature is not null) ? new DependenceRequest([.. asked.OfType<DependenceFeature>()]) : null;
    }
}
