namespace Federated.Learning.Optimizers;

/// <summary>What the time of a <see cref="LearningRateSchedule"/> is counted in.</summary>
public enum ScheduleUnit
{
    /// <summary>Passes over the rows.</summary>
    Epoch,

    /// <summary>Steps of the optimiser.</summary>
    Step,
}
