namespace Federated.Learning.Optimizers;

/// <summary>How the learning rate follows training: a factor of the optimiser's own rate, by steps or by passes over the rows.</summary>
public abstract record LearningRateSchedule
{
    /// <summary>What time is counted in. Default: passes.</summary>
    public ScheduleUnit Unit { get; init; }

    /// <summary>The factor at a time.</summary>
    /// <param name="time">Steps or passes that are over, from 0.</param>
    public abstract double FactorAt(int time);

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (!Enum.IsDefined(Unit))
            faults.Add($"unit is {Unit}, must be Epoch or Step");
        AddFaults(faults);
        if (faults.Count > 0)
            throw new ArgumentException($"{GetType().Name} out of range: {string.Join("; ", faults)}.");
    }

    /// <summary>Adds what is wrong with the constants of a derived record.</summary>
    protected virtual void AddFaults(IList<string> faults)
    {
    }

    /// <summary>Adds a fault unless the period is at least 1.</summary>
    protected static void RequirePeriod(IList<string> faults, string name, int period)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (period < 1)
            faults.Add($"{name} is {period}, must be at least 1");
    }

    /// <summary>Adds a fault unless the factor is finite and within the bounds.</summary>
    protected static void RequireFactor(IList<string> faults, string name, double factor, double least, double most)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (!(factor >= least && factor <= most && double.IsFinite(factor)))
            faults.Add($"{name} is {factor}, must be {least} to {most}");
    }
}
