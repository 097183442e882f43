using System.Runtime.CompilerServices;
using Federated.Computations;
using Federated.Computations.Averaging;
using Federated.Computations.Forecasting;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Training;
using Federated.Tasks.Fitting;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Forecast;

/// <summary>A recurrent network by averaging, on what lies before one cut; it goes on from the network of the cut before, which needs fewer rounds.</summary>
internal sealed class NetworkStage : Stage<AveragingState, AveragingData>
{
    private static readonly string[] Names = ["network_for_choosing", "network_for_backtest", "network"];

    // Of the rounds of the first network, what a later one takes.
    private const int LaterShare = 4;

    private readonly ForecastContext _context;
    private readonly InputQuantileStage _inputs;
    private readonly int _place;
    private readonly NetworkStage? _before;
    private readonly AveragingOptions _options;
    private readonly ConditionalWeakTable<ITaskRows, LabelledRows> _rows = [];

    private NetworkStage(ForecastContext context, InputQuantileStage inputs, int place, NetworkStage? before)
        : base(Names[place])
    {
        (_context, _inputs, _place, _before) = (context, inputs, place, before);
        int rounds = context.Job.Training.Rounds;
        _options = AveragingSettings.Of(context.Job, before is null ? rounds : Math.Max(1, rounds / LaterShare));
    }

    public override int MostRounds => _options.Rounds;

    public static IReadOnlyList<NetworkStage> ForEachTrainedCut(ForecastContext context, InputQuantileStage inputs)
    {
        var stages = new List<NetworkStage>();
        for (int place = 0; place < Names.Length; place++)
            stages.Add(new NetworkStage(context, inputs, place, stages.LastOrDefault()));
        return stages;
    }

    /// <summary>The joint networks.</summary>
    /// <exception cref="TaskStateException">They are not trained yet.</exception>
    public static IForecaster Forecaster(IReadOnlyList<NetworkStage> stages, TaskState state) =>
        new NetworkForecaster([.. stages.Select(stage => stage.Network(state))], stages[0].Columns(state), stages[0]._inputs.Plan(state));

    protected override IComputation<AveragingState, AveragingData> Computation(TaskState state) => new FederatedAveraging(Columns(state).Architecture, new SquaredError());

    protected override AveragingState Start(TaskState before)
    {
        ModelSnapshot start = _before?.Of(before).Global ?? Columns(before).Architecture.Create(AveragingSettings.SeedOf(_context.Job)).Capture();
        ForecastPlan plan = _inputs.Plan(before);
        Calendar calendar = plan.Calendar;
        double share = (double)(plan.Cuts[plan.TrainedCuts[_place]] - calendar.First + 1) / (calendar.Last - calendar.First + 1);
        return new AveragingState(start, _options, Math.Max(1, (long)(calendar.Rows * share)));
    }

    protected override AveragingState Read(ModelSnapshot part, TaskState state) => AveragingSnapshot.Read(part, Columns(state).Architecture, _options);

    protected override ModelSnapshot Write(AveragingState state) => AveragingSnapshot.Write(state);

    // What is derived from the rows is kept with them, for as long as the node holds them.
    protected override AveragingData Data(TaskState state, TaskData data) =>
        new(_rows.GetValue(data.Rows, rows => Columns(state).Rows(_context.Book(rows), _inputs.Plan(state).TrainedCuts[_place])), data.Seed);

    private NetworkColumns Columns(TaskState state) => new(_context, _inputs.Plan(state), _inputs.Columns(state), _inputs.Scales(state));

    private IModel Network(TaskState state)
    {
        AveragingState trained = Of(state);
        if (trained.Round < _options.Rounds)
            throw new TaskStateException("The network is not trained yet.");
        IModelArchitecture architecture = Columns(state).Architecture;
        return architecture.Create(0, trained.Global);
    }
}
