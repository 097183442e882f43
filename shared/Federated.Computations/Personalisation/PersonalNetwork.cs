using System.Collections.Immutable;
using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Training;

namespace Federated.Computations.Personalisation;

/// <summary>
/// Every way to a model of the partner's own that there is for networks, and the choice among them: the joint model, the local one, their mixture, Ditto, a local
/// head and fine-tuning. All on the node; nothing of it is sent.
/// </summary>
public static class PersonalNetwork
{
    /// <summary>Trains all candidates and chooses.</summary>
    /// <param name="setting">Joint model and rows; any number of classes.</param>
    /// <param name="options">Checked first.</param>
    /// <param name="seed">Of all that is arbitrary.</param>
    /// <exception cref="ArgumentException">Options out of range, or rows that do not fit the model or the loss.</exception>
    /// <exception cref="ModelMismatchException">The joint model is not of the architecture.</exception>
    /// <exception cref="NonFiniteLossException">Training diverged; lower the learning rate.</exception>
    public static PersonalResult Fit(PersonalSetting setting, PersonalOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(setting);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        LabelledRows validation = setting.Rows.Validation;
        ModelSnapshot local = LocalTraining.Fit(setting, options, seed);
        PersonalModel alone = new(PersonalKind.Local, local, null, 0), joint = new(PersonalKind.Joint, null, setting.Joint, 1);
        float[] own = alone.Logits(setting.Architecture, validation.Features), shared = joint.Logits(setting.Architecture, validation.Features);
        double share = Interpolation.Choose(shared, own, validation, setting.Loss, options.InterpolationSteps);
        PersonalModel[] models =
        [
            joint, alone,
            new(PersonalKind.Interpolated, share < 1 ? local : null, share > 0 ? setting.Joint : null, share),
            new(PersonalKind.Ditto, Ditto.Fit(setting, options, seed), null, 0),
            new(PersonalKind.LocalHead, LocalHead.Fit(setting, options, seed), null, 0),
            new(PersonalKind.FineTuned, FineTuning.Fit(setting, options, seed), null, 0),
        ];
        PersonalCandidate[] candidates =
            [.. models.Select(model => PersonalCandidate.Of(model.Kind, model.Logits(setting.Architecture, validation.Features), validation, setting.Loss))];
        return new PersonalResult(PersonalChoice.Of(candidates, validation.Weights.Span), models.ToImmutableDictionary(model => model.Kind));
    }
}
