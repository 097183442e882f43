using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Training;

namespace Federated.Computations.Personalisation;

/// <summary>Some more passes from the joint model over own rows, guarded by the validation rows: when none of them is better for it, the joint model stays.</summary>
public static class FineTuning
{
    /// <summary>Moves every parameter.</summary>
    /// <param name="setting">Joint model and rows.</param>
    /// <param name="options">Checked first.</param>
    /// <param name="seed">Of dropout and the order of the rows.</param>
    /// <returns>The parameters of the best pass, or the joint model itself.</returns>
    /// <exception cref="ArgumentException">Options out of range, or rows that do not fit the model or the loss.</exception>
    /// <exception cref="ModelMismatchException">The joint model is not of the architecture.</exception>
    /// <exception cref="NonFiniteLossException">Training diverged; lower the learning rate.</exception>
    public static ModelSnapshot Fit(PersonalSetting setting, PersonalOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(setting);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return GuardedTraining.Fit(setting, setting.JointModel(seed), options.Tuning with { Seed = seed }).Model;
    }
}
