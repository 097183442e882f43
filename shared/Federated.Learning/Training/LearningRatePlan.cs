using Federated.Learning.Optimizers;

namespace Federated.Learning.Training;

/// <summary>Sets an optimiser's learning rate before each step, from the schedule and the losses of the passes so far.</summary>
internal sealed class LearningRatePlan
{
    private readonly float _rate;
    private readonly LearningRateSchedule? _schedule;
    private readonly PlateauReduction? _plateau;
    private int _passes;

    public LearningRatePlan(IOptimizer optimizer, TrainerOptions options)
    {
        Optimizer = optimizer;
        _rate = optimizer.LearningRate;
        _schedule = options.Schedule;
        _plateau = options.Plateau is null ? null : new PlateauReduction(options.Plateau);
    }

    public IOptimizer Optimizer { get; }

    /// <summary>Sets the rate of the step, counted from 0.</summary>
    public void BeforeStep(int step)
    {
        if (_schedule is null && _plateau is null)
            return;
        double factor = _schedule?.FactorAt(_schedule.Unit == ScheduleUnit.Step ? step : _passes) ?? 1;
        Optimizer.LearningRate = (float)(_rate * factor * (_plateau?.Factor ?? 1));
    }

    /// <summary>Takes the loss of a pass.</summary>
    public void AfterPass(double loss)
    {
        _passes++;
        _plateau?.Observe(loss);
    }
}
