using Federated.Computations;
using Federated.Computations.Forecasting;
using Federated.Learning.Forecasting;
using Federated.Learning.State;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Forecast;

/// <summary>How far the joint model was off after the validation cuts, for each period ahead.</summary>
internal sealed class CalibrationStage(ForecastContext context, ForecastStages stages) : Stage<ResidualState, IResidualSums>("calibration")
{
    public override int MostRounds => 1;

    /// <exception cref="TaskStateException">They are not counted yet.</exception>
    public ResidualBands Bands(TaskState state) => Of(state) is { Counts.IsDefault: false } counted ? counted.Bands(stages.Calendar.Plan(state).Validations) : throw new TaskStateException("The job has not measured yet how far its forecasts are off.");

    protected override IComputation<ResidualState, IResidualSums> Computation(TaskState state) => new FederatedResiduals();

    protected override ResidualState Start(TaskState before) => new(context.Settings.Horizon, stages.Calendar.RowBound(before));

    protected override ResidualState Read(ModelSnapshot part, TaskState state) => ResidualSnapshot.Read(part, Start(state));

    protected override ModelSnapshot Write(ResidualState state) => ResidualSnapshot.Write(state);

    protected override IResidualSums Data(TaskState state, TaskData data)
    {
        SeriesBook book = context.Book(data.Rows);
        return new ResidualCounts(Candidates.JointErrors(context, stages.Calendar.Plan(state), book, stages.Joint(state, book)));
    }
}
