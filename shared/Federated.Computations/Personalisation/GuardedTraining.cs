using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Training;

namespace Federated.Computations.Personalisation;

/// <summary>Training from the joint model that gives it back unless the validation rows are better served.</summary>
internal static class GuardedTraining
{
    /// <summary>Trains a model that starts at the joint parameters; it may show fewer of them than there are, and those alone move.</summary>
    /// <returns>The better one of the joint model and the trained one, and its mean validation loss.</returns>
    public static (ModelSnapshot Model, double Loss) Fit(PersonalSetting setting, IModel model, TrainerOptions options)
    {
        PersonalRows rows = setting.Rows;
        double before = MeanLoss(setting, setting.JointModel(options.Seed));
        Trainer.Train(model, rows.Training, rows.Validation, setting.Loss, options);
        ModelSnapshot moved = Complete(setting.Joint, model);
        double after = MeanLoss(setting, setting.Model(moved, options.Seed));
        return after < before ? (moved, after) : (setting.Joint, before);
    }

    private static double MeanLoss(PersonalSetting setting, IModel model)
        => RowLosses.Mean(RowLosses.Of(model, setting.Rows.Validation, setting.Loss), setting.Rows.Validation.Weights.Span);

    private static ModelSnapshot Complete(ModelSnapshot joint, IModel model)
    {
        ModelSnapshot moved = model.Capture();
        HashSet<string> names = [.. moved.Tensors.Select(tensor => tensor.Name)];
        return new ModelSnapshot(moved.Tensors.Concat(joint.Tensors.Where(tensor => !names.Contains(tensor.Name))), joint.Metadata);
    }
}
