using System.Collections.Immutable;
using Federated.Computations.Personalisation;
using Federated.Computations.Worth;
using Federated.Learning.Losses;
using Federated.Learning.Metrics;
using Federated.Learning.Training;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;
using Federated.Tasks.Worth;

namespace Federated.Tasks.Classifiers;

/// <summary>A partner's own models of two classes: what its kind of model knows between local and joint, and a mixture of both.</summary>
internal sealed class TwoClassPartners(ITwoClassModel kind) : IPartnerModels<ITwoClassPredictor>
{
    private const int MixtureSteps = 10;
    private static readonly BinaryCrossEntropy Loss = new();

    public ImmutableArray<WorthMeasure> Measures(TaskState state) => WorthMeasure.TwoClasses;

    public ITwoClassPredictor Joint(TaskState state) => kind.Joint(state);

    public ITwoClassPredictor Read(TaskState state, OwnModel own)
    {
        ITwoClassPredictor predictor = ConstantPredictor.TryRead(own.Own!) ?? kind.Own(state, own.Own!);
        return own.JointShare > 0 ? new MixedPredictor(kind.Joint(state), predictor, own.JointShare) : predictor;
    }

    public (IReadOnlyList<OwnModel> Models, bool MayBeChosen) Train(TaskState state, LocalTable training, LocalTable validation, ulong seed)
    {
        if (training.PositiveCount == 0 || training.NegativeCount == 0 || validation.RowCount == 0)
            return ([new OwnModel(PersonalKind.Local, 0, ConstantPredictor.Fit(training))], false);
        List<OwnModel> own = [.. kind.Train(state, training, validation, seed)];
        OwnModel local = own.Find(model => model.Kind == PersonalKind.Local)!;
        double share = Interpolation.Choose(kind.Joint(state).Logits(validation), Read(state, local).Logits(validation), Labelled(validation), Loss, MixtureSteps);
        if (share is > 0 and < 1)
            own.Add(new OwnModel(PersonalKind.Interpolated, share, local.Own));
        return (own, true);
    }

    public double[] Losses(TaskState state, ITwoClassPredictor model, LocalTable rows) =>
        [.. PersonalCandidate.Of(PersonalKind.Joint, model.Logits(rows), Labelled(rows), Loss).Losses];

    public (int Rows, Func<WorthMetric, RowStatistic> Statistics) Measure(TaskState state, ITwoClassPredictor model, WorthModel which, LocalTable test) =>
        (test.RowCount, new ClassScores(model.Logits(test), test.Labels, which).Statistic);

    private static LabelledRows Labelled(LocalTable table) => new(new float[table.RowCount], 1, table.Labels.ToArray());
}
