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

/// <summary>Factor 1 at all times.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double FactorAt(int time) => 1;
}

/// <summary>γ^⌊t/period⌋: PyTorch's StepLR.</summary>
/// <param name="Period">Time between reductions, at least 1.</param>
/// <param name="Gamma">γ, 0 to 1. Default 0.1.</param>
public sealed record StepSchedule(int Period, double Gamma = 0.1) : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double FactorAt(int time) => Math.Pow(Gamma, time / Period);

    /// <inheritdoc/>
    protected override void AddFaults(IList<string> faults)
    {
        RequirePeriod(faults, "period", Period);
        RequireFactor(faults, "gamma", Gamma, 0, 1);
    }
}

/// <summary>γᵗ: PyTorch's ExponentialLR.</summary>
/// <param name="Gamma">γ, 0 to 1.</param>
public sealed record ExponentialSchedule(double Gamma) : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double FactorAt(int time) => Math.Pow(Gamma, time);

    /// <inheritdoc/>
    protected override void AddFaults(IList<string> faults) => RequireFactor(faults, "gamma", Gamma, 0, 1);
}

/// <summary>f + (1 − f)·(1 + cos(π·t/length))/2 (Loshchilov and Hutter 2017, equation 5, one period), and f from then on: PyTorch's CosineAnnealingLR.</summary>
/// <param name="Length">Time until the rate is at its lowest, at least 1.</param>
/// <param name="Floor">f, the lowest factor, 0 (default) to 1.</param>
public sealed record CosineSchedule(int Length, double Floor = 0) : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double FactorAt(int time)
        => time >= Length ? Floor : Floor + ((1 - Floor) * (1 + Math.Cos(Math.PI * time / Length)) / 2);

    /// <inheritdoc/>
    protected override void AddFaults(IList<string> faults)
    {
        RequirePeriod(faults, "length", Length);
        RequireFactor(faults, "floor", Floor, 0, 1);
    }
}

/// <summary>
/// s + (1 − s)·t/length while t is below the length (PyTorch's LinearLR), then another schedule, whose time starts at 0 there and counts in the same unit.
/// </summary>
/// <param name="Length">Time until the rate is whole, at least 1.</param>
/// <param name="Start">s, the first factor, 0 to 1. Default 1/3.</param>
/// <param name="Then">What follows. Default null: factor 1.</param>
public sealed record WarmUpSchedule(int Length, double Start = 1.0 / 3, LearningRateSchedule? Then = null) : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double FactorAt(int time)
        => time < Length ? Start + ((1 - Start) * time / Length) : Then?.FactorAt(time - Length) ?? 1;

    /// <inheritdoc/>
    protected override void AddFaults(IList<string> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        RequirePeriod(faults, "length", Length);
        RequireFactor(faults, "start", Start, 0, 1);
        if (Then is not null && Then.Unit != Unit)
            faults.Add($"unit is {Unit} and that of what follows {Then.Unit}, must be the same");
        Then?.Validate();
    }
}
