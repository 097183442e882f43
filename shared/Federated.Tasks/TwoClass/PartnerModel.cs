using System.Collections.Immutable;
using System.Globalization;
using Federated.Computations.Personalisation;
using Federated.Computations.Worth;
using Federated.Learning.Losses;
using Federated.Learning.Metrics;
using Federated.Learning.State;
using Federated.Learning.Training;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.TwoClass;

/// <summary>
/// A partner's own choice among its local, the joint and personalised models, made on its own validation rows, and what each of them is worth on its own test
/// rows. Kept in the node's memory: metadata <c>kind</c>, <c>joint_share</c>, <c>reason</c>, <c>sentence</c>, <c>test_rows</c>, the own part as <c>own/…</c>, and the F64 tensor
/// <c>figures/lines</c> [lines, 8]: model, metric, value and gain, each with its interval (a gain of NaN where there is none).
/// </summary>
internal sealed record PartnerModel(OwnModel Choice, string Reason, string Sentence, int TestRows, ImmutableArray<WorthLine> Lines)
{
    private const string OwnPart = "own";
    private const string FiguresPart = "figures";
    private const int LineWidth = 8;
    private const double Level = 0.95;

    /// <summary>Trains the partner's own models, chooses, and measures all on its test rows.</summary>
    public static (PartnerModel Chosen, WorthTable Worth) Fit(ITwoClassModel kind, TaskState state, LocalTable training, LocalTable validation, LocalTable test, ulong seed)
    {
        ITwoClassPredictor joint = kind.Joint(state);
        bool canTrain = training.PositiveCount > 0 && training.NegativeCount > 0 && validation.RowCount > 0;
        List<OwnModel> own = canTrain ? [.. kind.Train(state, training, validation, seed)] : [new OwnModel(PersonalKind.Local, 0, ConstantPredictor.Fit(training))];
        var predictors = new Dictionary<PersonalKind, ITwoClassPredictor> { [PersonalKind.Joint] = joint };
        foreach (OwnModel model in own)
            predictors[model.Kind] = Read(kind, state, model, joint);
        List<OwnModel> all = [new OwnModel(PersonalKind.Joint, 1, null), .. own];
        PersonalChoice? choice = null;
        if (canTrain)
        {
            var loss = new BinaryCrossEntropy();
            var rows = new LabelledRows(new float[validation.RowCount], 1, validation.Labels.ToArray());
            double share = Interpolation.Choose(joint.Logits(validation), predictors[PersonalKind.Local].Logits(validation), rows, loss, steps: 10);
            if (share is > 0 and < 1)
            {
                var mixed = new OwnModel(PersonalKind.Interpolated, share, own.Find(model => model.Kind == PersonalKind.Local)!.Own);
                all.Add(mixed);
                predictors[mixed.Kind] = Read(kind, state, mixed, joint);
            }

            choice = PersonalChoice.Of([.. all.Select(model => PersonalCandidate.Of(model.Kind, predictors[model.Kind].Logits(validation), rows, loss))], margin: 0);
        }

        PersonalKind chosen = choice?.Kind ?? PersonalKind.Joint;
        PersonalKind personal = choice?.Scores.Select(score => score.Kind).FirstOrDefault(each => each is not (PersonalKind.Joint or PersonalKind.Local), PersonalKind.Joint) ?? PersonalKind.Joint;
        var logits = new Dictionary<WorthModel, float[]>
        {
            [WorthModel.Local] = predictors[PersonalKind.Local].Logits(test),
            [WorthModel.Joint] = joint.Logits(test),
            [WorthModel.Personalised] = predictors[personal].Logits(test),
            [WorthModel.Chosen] = predictors[chosen].Logits(test),
        };
        WorthTable worth = WorthTable.Of(test.Labels, logits, seed);
        string reason = choice?.Reason ?? "Your rows alone cannot train a model (one class, or no validation rows), so the joint model is used.";
        return (new PartnerModel(all.Find(model => model.Kind == chosen)!, reason, worth.Sentence, worth.Rows, worth.Lines), worth);
    }

    /// <summary>The model that this partner uses.</summary>
    public ITwoClassPredictor Predictor(ITwoClassModel kind, TaskState state) => Read(kind, state, Choice, kind.Joint(state));

    /// <summary>As the node keeps it.</summary>
    public ModelSnapshot Write()
    {
        double[] lines = [.. Lines.SelectMany(line => new[]
        {
            (double)line.Model, (double)line.Metric, line.Value.Estimate, line.Value.Lower, line.Value.Upper,
            line.Gain?.Estimate ?? double.NaN, line.Gain?.Lower ?? double.NaN, line.Gain?.Upper ?? double.NaN,
        })];
        var parts = new Dictionary<string, ModelSnapshot>
        {
            [FiguresPart] = new([new DoubleTensor("lines", new TensorShape(Lines.Length, LineWidth), lines)]),
        };
        if (Choice.Own is { } own)
            parts[OwnPart] = own;
        return SnapshotParts.Join(parts, new Dictionary<string, string>
        {
            ["kind"] = Choice.Kind.ToString(),
            ["joint_share"] = Choice.JointShare.ToString("R", CultureInfo.InvariantCulture),
            ["test_rows"] = TestRows.ToString(CultureInfo.InvariantCulture),
            ["reason"] = Reason,
            ["sentence"] = Sentence,
        });
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="TaskStateException">It is something else.</exception>
    public static PartnerModel Read(ModelSnapshot memory)
    {
        var metadata = memory.Metadata;
        var parts = SnapshotParts.Split(memory);
        ModelSnapshot? own = parts.GetValueOrDefault(OwnPart);
        var lines = parts.GetValueOrDefault(FiguresPart)?.Tensors is [DoubleTensor { Name: "lines" } figures] && figures.Values.Length % LineWidth == 0 ? figures.Values.ToArray() : null;
        if (!Enum.TryParse(metadata.GetValueOrDefault("kind"), out PersonalKind kind) || !Enum.IsDefined(kind)
            || !double.TryParse(metadata.GetValueOrDefault("joint_share"), NumberStyles.Float, CultureInfo.InvariantCulture, out double share)
            || !(share >= 0 && share <= 1) || own is null != (share == 1) || lines is null
            || !int.TryParse(metadata.GetValueOrDefault("test_rows"), NumberStyles.None, CultureInfo.InvariantCulture, out int rows))
        {
            throw new TaskStateException("What this node kept of the job is damaged: its own choice of a model cannot be read. Score with the joint model, or take part in the job again.");
        }

        return new PartnerModel(new OwnModel(kind, share, own), metadata.GetValueOrDefault("reason") ?? "", metadata.GetValueOrDefault("sentence") ?? "", rows, [.. lines.Chunk(LineWidth).Select(Line)]);
    }

    private static WorthLine Line(double[] figures)
    {
        var (model, metric) = ((WorthModel)figures[0], (WorthMetric)figures[1]);
        if (!Enum.IsDefined(model) || !Enum.IsDefined(metric))
            throw new TaskStateException("What this node kept of the job is damaged: its figures name a model or a metric that there is not. Take part in the job again.");
        ConfidenceInterval? gain = double.IsNaN(figures[5]) ? null : new ConfidenceInterval(figures[5], figures[6], figures[7], Level);
        return new WorthLine(model, metric, new ConfidenceInterval(figures[2], figures[3], figures[4], Level), gain);
    }

    private static ITwoClassPredictor Read(ITwoClassModel kind, TaskState state, OwnModel model, ITwoClassPredictor joint)
    {
        if (model.Own is not { } snapshot)
            return joint;
        ITwoClassPredictor own = ConstantPredictor.TryRead(snapshot) ?? kind.Own(state, snapshot);
        return model.JointShare > 0 ? new MixedPredictor(joint, own, model.JointShare) : own;
    }
}
