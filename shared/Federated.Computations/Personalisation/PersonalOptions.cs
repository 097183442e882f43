using System.Collections.Immutable;
using Federated.Learning.Training;

namespace Federated.Computations.Personalisation;

/// <summary>How personal models of a network are trained on a partner's own rows.</summary>
public sealed record PersonalOptions
{
    /// <summary>
    /// How the local model and Ditto's are trained: many passes, ended by the validation loss. Default 100 passes, patience 10, else as
    /// <see cref="TrainerOptions"/>. Its term is not used.
    /// </summary>
    public TrainerOptions Training { get; init; } = new() { Epochs = 100, EarlyStopping = new EarlyStoppingOptions { Patience = 10 } };

    /// <summary>Passes of fine-tuning and of training a local head at most, 1 to 10,000. Default 20.</summary>
    public int TuningEpochs { get; init; } = 20;

    /// <summary>Passes without improvement that end fine-tuning, 1 to 10,000. Default 3.</summary>
    public int TuningPatience { get; init; } = 3;

    /// <summary>μ of Ditto, of which the validation rows choose one: at least one, each above 0 to 1,000. Default 0.01, 0.1 and 1.</summary>
    public ImmutableArray<double> Pulls { get; init; } = [0.01, 0.1, 1];

    /// <summary>Steps from the local model (0) to the joint one (1) that interpolation tries, 1 to 1,000. Default 10.</summary>
    public int InterpolationSteps { get; init; } = 10;

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (TuningEpochs is < 1 or > 10_000)
            faults.Add($"tuning epochs is {TuningEpochs}, must be 1 to 10,000");
        if (TuningPatience is < 1 or > 10_000)
            faults.Add($"tuning patience is {TuningPatience}, must be 1 to 10,000");
        if (Pulls.IsDefaultOrEmpty || Pulls.Any(pull => !(pull > 0 && pull <= 1000)))
            faults.Add($"pulls are {(Pulls.IsDefault ? "none" : string.Join(", ", Pulls))}, must be one or more above 0 and at most 1,000");
        if (InterpolationSteps is < 1 or > 1000)
            faults.Add($"interpolation steps is {InterpolationSteps}, must be 1 to 1,000");
        if (Training.ValidationShare > 0)
            faults.Add($"validation share is {Training.ValidationShare}, must be 0: a partner's validation rows are given");
        if (faults.Count > 0)
            throw new ArgumentException($"Options of personalisation out of range: {string.Join("; ", faults)}.");
        Training.Validate();
    }

    /// <summary>A few careful passes.</summary>
    internal TrainerOptions Tuning => Training with { Epochs = TuningEpochs, EarlyStopping = new EarlyStoppingOptions { Patience = TuningPatience }, Term = null };
}
