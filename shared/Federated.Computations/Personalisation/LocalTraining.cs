using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Training;

namespace Federated.Computations.Personalisation;

/// <summary>What a partner reaches alone: a fresh model trained on own rows, ended by own validation rows. All that is joint is measured against it.</summary>
public static class LocalTraining
{
    /// <summary>Trains the local model.</summary>
    /// <param name="setting">The joint model is not used.</param>
    /// <param name="options">Checked first.</param>
    /// <param name="seed">Of the first parameters, dropout and the order of the rows.</param>
    /// <exception cref="ArgumentException">Options out of range, or rows that do not fit the model or the loss.</exception>
    /// <exception cref="NonFiniteLossException">Training diverged; lower the learning rate.</exception>
    public static ModelSnapshot Fit(PersonalSetting setting, PersonalOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(setting);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        IModel model = setting.Architecture.Create(seed);
        Trainer.Train(model, setting.Rows.Training, setting.Rows.Validation, setting.Loss, options.Training with { Seed = seed, Term = null });
        return model.Capture(setting.Joint.Metadata);
    }
}
