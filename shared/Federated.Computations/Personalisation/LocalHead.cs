using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Training;

namespace Federated.Computations.Personalisation;

/// <summary>
/// The joint model's body with a last layer of the partner's own, trained on from the joint one (Collins et al. 2021, "Exploiting Shared Representations", with
/// the body fixed). Guarded by the validation rows as <see cref="FineTuning"/>. A model of one layer is all head.
/// </summary>
public static class LocalHead
{
    /// <summary>Moves the last layer alone.</summary>
    /// <param name="setting">Joint model and rows.</param>
    /// <param name="options">Checked first.</param>
    /// <param name="seed">Of dropout and the order of the rows.</param>
    /// <returns>The joint model with another last layer, or the joint model itself.</returns>
    /// <exception cref="ArgumentException">Options out of range, or rows that do not fit the model or the loss.</exception>
    /// <exception cref="ModelMismatchException">The joint model is not of the architecture.</exception>
    /// <exception cref="NonFiniteLossException">Training diverged; lower the learning rate.</exception>
    public static ModelSnapshot Fit(PersonalSetting setting, PersonalOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(setting);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return GuardedTraining.Fit(setting, new HeadModel(setting.JointModel(seed)), options.Tuning with { Seed = seed }).Model;
    }
}
