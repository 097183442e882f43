using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Training;

namespace Federated.Computations.Personalisation;

/// <summary>
/// Ditto (Li et al. 2021, "Ditto: Fair and Robust Federated Learning Through Personalization", equation 1): a model of the partner's own that minimises its
/// loss + μ/2·‖v − θ‖², θ being the joint model, from which it starts. The validation rows choose μ, and keep the joint model when no μ is better.
/// </summary>
public static class Ditto
{
    /// <summary>Trains one model for each pull and keeps the best.</summary>
    /// <param name="setting">Joint model and rows.</param>
    /// <param name="options">Checked first.</param>
    /// <param name="seed">Of dropout and the order of the rows.</param>
    /// <exception cref="ArgumentException">Options out of range, or rows that do not fit the model or the loss.</exception>
    /// <exception cref="ModelMismatchException">The joint model is not of the architecture.</exception>
    /// <exception cref="NonFiniteLossException">Training diverged; lower the learning rate.</exception>
    public static ModelSnapshot Fit(PersonalSetting setting, PersonalOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(setting);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (ModelSnapshot Model, double Loss) best = (setting.Joint, double.PositiveInfinity);
        foreach (double pull in options.Pulls.OrderDescending())
        {
            TrainerOptions training = options.Training with { Seed = seed, Term = new ProximalTerm(setting.Joint, pull) };
            (ModelSnapshot Model, double Loss) next = GuardedTraining.Fit(setting, setting.JointModel(seed), training);
            if (next.Loss < best.Loss)
                best = next;
        }

        return best.Model;
    }
}
