using Federated.Learning.Kernels;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;

namespace Federated.Learning.Forecasting;

/// <summary>
/// A recurrent network that forecasts one number: gated recurrent units (Cho et al. 2014) read the last periods of a series, oldest first, and a hidden layer joins their last state with what is known of the target. A row of
/// features is <see cref="Steps"/> × <see cref="StepInputs"/> numbers, one period behind the other, then <see cref="TargetInputs"/>.
/// </summary>
public sealed record SeriesNetworkArchitecture : IModelArchitecture
{
    /// <summary>Periods that are read, 1 to 400.</summary>
    public required int Steps { get; init; }

    /// <summary>Numbers of a period, 1 to 1,000.</summary>
    public required int StepInputs { get; init; }

    /// <summary>Numbers of the target, 1 to 10,000.</summary>
    public required int TargetInputs { get; init; }

    /// <summary>Units of the state and of the hidden layer, 1 to 1,024. Default 24.</summary>
    public int Units { get; init; } = 24;

    /// <summary>Features of a row.</summary>
    public int InputSize => (Steps * StepInputs) + TargetInputs;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A size is out of its range.</exception>
    public IModel Create(ulong seed, Workers? workers = null)
    {
        if (Steps is < 1 or > 400 || StepInputs is < 1 or > 1_000 || TargetInputs is < 1 or > 10_000 || Units is < 1 or > 1_024)
            throw new ArgumentException($"A network of {Steps} periods with {StepInputs} numbers each, {TargetInputs} numbers of the target and {Units} units was asked for; at most 400, 1,000, 10,000 and 1,024 are possible, each at least 1.");
        return new GraphModel(new SeriesNetwork(this, new SeededGenerator(seed)), InputSize, workers);
    }
}
