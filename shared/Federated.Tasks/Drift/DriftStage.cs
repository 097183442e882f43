using Federated.Computations;
using Federated.Computations.Statistics;
using Federated.Computations.Statistics.Survey;
using Federated.Learning.State;
using Federated.Tasks.Fitting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Drift;

/// <summary>
/// What the training rows of all partners look like, released with the model: three rounds. Later rows are held against it (<see cref="DriftReport"/>). A task whose model scores
/// rows puts this stage anywhere into its course; it needs no other stage.
/// </summary>
internal sealed class DriftStage : Stage<SurveyState, IColumnSums>
{
    /// <summary>Name of the part.</summary>
    public const string PartName = "drift";

    private readonly DriftColumns _columns;
    private readonly PartRows _rows;

    /// <exception cref="ArgumentException">All features of the contract are texts: there is nothing to compare.</exception>
    public DriftStage(JobSpec job)
        : base(PartName)
    {
        _columns = DriftColumns.Of(job.Contract) ?? throw new ArgumentException("All features of the contract are texts; their drift is not measured.", nameof(job));
        _rows = new PartRows(job.Evaluation);
    }

    public override string? InsteadOfRows => null;

    public override int MostRounds => _columns.Plan.Rounds;

    protected override IComputation<SurveyState, IColumnSums> Computation(TaskState state) => new FederatedSurvey();

    protected override SurveyState Start(TaskState before) => SurveyState.Begin(_columns.Plan);

    protected override SurveyState Read(ModelSnapshot part, TaskState state) => SurveySnapshot.Read(part, _columns.Plan);

    protected override ModelSnapshot Write(SurveyState state) => SurveySnapshot.Write(state);

    protected override IColumnSums Data(TaskState state, TaskData data) => _rows.Columns(data.Rows, _columns.Summed, RowPart.Training);
}
