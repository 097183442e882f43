using Federated.Learning.State;
using Federated.Tasks.Classifiers;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;
using Federated.Tasks.Worth;

namespace Federated.Tasks.Click;

/// <summary>A model whose joint logits are calibrated once it is trained. A partner's own model is not: it has no joint validation rows.</summary>
internal sealed class CalibratedModel(ITwoClassModel model, CalibrationStage calibration) : ITwoClassModel
{
    public IReadOnlyList<IStage> Training => [.. model.Training, calibration];

    public string? InsteadOfRows => RowStage.NothingInstead;

    public ITwoClassPredictor Joint(TaskState state)
    {
        ITwoClassPredictor raw = model.Joint(state);
        if (!state.Parts.ContainsKey(calibration.Name))
            return raw;
        (double factor, double shift) = calibration.Result(state);
        return new CalibratedPredictor(raw, factor, shift);
    }

    public ITwoClassPredictor Own(TaskState state, ModelSnapshot own) => model.Own(state, own);

    public IReadOnlyList<OwnModel> Train(TaskState state, LocalTable training, LocalTable validation, ulong seed) => model.Train(state, training, validation, seed);
}
