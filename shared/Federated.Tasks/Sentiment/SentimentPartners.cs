using System.Collections.Immutable;
using Federated.Computations.Personalisation;
using Federated.Computations.SparseRegression;
using Federated.Computations.Worth;
using Federated.Learning.Losses;
using Federated.Learning.Metrics;
using Federated.Learning.Training;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;
using Federated.Tasks.Worth;

namespace Federated.Tasks.Sentiment;

/// <summary>A partner's own models of texts: the same regression of its texts alone, on the joint weights of the buckets, and a mixture of its coefficients with the joint ones.</summary>
internal sealed class SentimentPartners(SentimentTraining training) : IPartnerModels<SparseLogisticModel>
{
    private const int MixtureSteps = 10;
    private static readonly ImmutableArray<WorthMeasure> Measured = [WorthMeasure.Of(WorthMetric.Accuracy), WorthMeasure.Of(WorthMetric.MacroF1), WorthMeasure.Of(WorthMetric.LogLoss)];
    private readonly SoftmaxCrossEntropy _loss = new(training.Classes);

    public ImmutableArray<WorthMeasure> Measures(TaskState state) => Measured;

    public SparseLogisticModel Joint(TaskState state) => training.Model(state);

    public SparseLogisticModel Read(TaskState state, OwnModel own)
    {
        SparseLogisticModel local = training.Read(own.Own!);
        if (own.JointShare == 0)
            return local;
        SparseLogisticModel joint = Joint(state);
        return new SparseLogisticModel(
            local.Columns, local.Outputs, [.. joint.Parameters.Zip(local.Parameters, (whole, part) => (own.JointShare * whole) + ((1 - own.JointShare) * part))]);
    }

    public (IReadOnlyList<OwnModel> Models, bool MayBeChosen) Train(TaskState state, LocalTable rows, LocalTable validation, ulong seed)
    {
        if (TextColumn.Classes(rows).Distinct().Count() < 2)
            return ([], false);
        SparseLogisticModel alone = training.Alone(state, rows);
        var local = new OwnModel(PersonalKind.Local, 0, alone.ToSnapshot());
        if (validation.RowCount == 0)
            return ([local], false);
        double share = Interpolation.Choose(Logits(state, Joint(state), validation), Logits(state, alone, validation), Labelled(validation), _loss, MixtureSteps);
        return (share is > 0 and < 1 ? [local, new OwnModel(PersonalKind.Interpolated, share, local.Own)] : [local], true);
    }

    public double[] Losses(TaskState state, SparseLogisticModel model, LocalTable rows) =>
        [.. PersonalCandidate.Of(PersonalKind.Joint, Logits(state, model, rows), Labelled(rows), _loss).Losses];

    public (int Rows, Func<WorthMetric, RowStatistic> Statistics) Measure(TaskState state, SparseLogisticModel model, WorthModel which, LocalTable test) =>
        (test.RowCount, new ClassScores(Logits(state, model, test), test.Labels, which).Statistic);

    // Logarithms of probabilities are logits but for a constant of each row, which no softmax sees.
    private float[] Logits(TaskState state, SparseLogisticModel model, LocalTable rows) =>
        Array.ConvertAll(training.Probabilities(state, model, rows), probability => (float)Math.Log(Math.Max(probability, float.Epsilon)));

    private static LabelledRows Labelled(LocalTable table) => new(new float[table.RowCount], 1, table.Labels.ToArray());
}
