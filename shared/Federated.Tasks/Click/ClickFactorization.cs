using System.Collections.Concurrent;
using Federated.Computations.Descent;
using Federated.Computations.Personalisation;
using Federated.Learning.Factorization;
using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Tasks.Classifiers;
using Federated.Tasks.Fitting;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;
using Federated.Tasks.Worth;

namespace Federated.Tasks.Click;

/// <summary>A factorisation machine or DeepFM. A partner's own model is trained in the same way on its rows alone.</summary>
internal sealed class ClickFactorization(ClickFeatures features, bool isDeep) : ITwoClassModel
{
    private readonly FactorizationStage _training = new(features, isDeep);

    public IReadOnlyList<IStage> Training => [_training];

    public string? InsteadOfRows => RowStage.NothingInstead;

    public ITwoClassPredictor Joint(TaskState state) => Predictor(state, _training.Of(state).Result);

    public ITwoClassPredictor Own(TaskState state, ModelSnapshot own) => Predictor(state, own);

    public IReadOnlyList<OwnModel> Train(TaskState state, LocalTable training, LocalTable validation, ulong seed)
    {
        ModelGradients sums = _training.Sums(state, [training], [validation]);
        var computation = new FederatedDescent();
        DescentState alone = _training.First(state);
        while (!computation.IsDone(alone))
            alone = OwnRows.Alone(computation, alone, sums);
        return [new OwnModel(PersonalKind.Local, 0, alone.Result)];
    }

    // A network has buffers that one caller at a time can use, so it is built again for callers at the same time, and kept for later ones.
    private ClickPredictor Predictor(TaskState state, ModelSnapshot parameters)
    {
        FactorizationArchitecture architecture = _training.Architecture(state);
        IModel Build() => ((IModelArchitecture)architecture).Create(0, parameters);

        ConcurrentBag<IModel> idle = [Build()];
        return new ClickPredictor(features.Encoding(state), encoded =>
        {
            IModel model = idle.TryTake(out IModel? kept) ? kept : Build();
            float[] logits = Learning.Training.Predictor.Logits(model, encoded);
            idle.Add(model);
            return logits;
        });
    }
}
