using Federated.Computations;
using Federated.Computations.Personalisation;
using Federated.Computations.SparseRegression;
using Federated.Learning.Factorization;
using Federated.Learning.State;
using Federated.Tasks.Classifiers;
using Federated.Tasks.Fitting;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;
using Federated.Tasks.Worth;

namespace Federated.Tasks.Click;

/// <summary>Logistic regression, fitted exactly. A partner's own model is the same regression of its rows alone.</summary>
internal sealed class ClickRegression(ClickFeatures features) : ITwoClassModel
{
    private readonly SparseStage _training = new(features);

    public IReadOnlyList<IStage> Training => [_training];

    public string? InsteadOfRows => RowStage.NothingInstead;

    public ITwoClassPredictor Joint(TaskState state) => Predictor(state, _training.Of(state).Model);

    public ITwoClassPredictor Own(TaskState state, ModelSnapshot own)
    {
        try
        {
            return Predictor(state, SparseLogisticModel.FromSnapshot(own, features.Encoding(state).Columns, 1));
        }
        catch (ContributionException fault)
        {
            throw new TaskStateException($"This partner's own model does not fit the job: {fault.Message} Take part in the job again.", fault);
        }
    }

    public IReadOnlyList<OwnModel> Train(TaskState state, LocalTable training, LocalTable validation, ulong seed)
    {
        ClickEncoding encoding = features.Encoding(state);
        SparseGradientSums sums = SparseStage.Sums(encoding, [training]);
        var computation = new FederatedSparseLogistic();
        var alone = SparseLogisticState.Start(encoding.Columns, 2, _training.Options);
        while (!computation.IsDone(alone))
            alone = OwnRows.Alone(computation, alone, sums);
        return [new OwnModel(PersonalKind.Local, 0, alone.Model.ToSnapshot())];
    }

    private ClickPredictor Predictor(TaskState state, SparseLogisticModel model)
    {
        ClickEncoding encoding = features.Encoding(state);
        return new ClickPredictor(encoding, encoded =>
        {
            SparseRows rows = encoding.Sparse(encoded.Span);
            var logits = new float[rows.Rows];
            for (int row = 0; row < logits.Length; row++)
                logits[row] = (float)model.Logit(rows, row);
            return logits;
        });
    }
}
