using System.Collections.Immutable;
using System.Globalization;
using Federated.Computations;
using Federated.Computations.Personalisation;
using Federated.Computations.Worth;
using Federated.Learning.Metrics;
using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Trees;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Worth;

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

    /// <summary>In a word: local, joint or personalised.</summary>
    public string Released => Choice.JointShare == 1 ? "joint" : Choice.Kind == PersonalKind.Local ? "local" : "personalised";

    /// <summary>Trains the partner's own models, chooses, and measures all on its test rows.</summary>
    public static (PartnerModel Chosen, WorthTable Worth) Fit<TModel>(
        IPartnerModels<TModel> kind, TaskState state, LocalTable training, LocalTable validation, LocalTable test, ulong seed)
    {
        (IReadOnlyList<OwnModel> own, bool mayBeChosen) = kind.Train(state, training, validation, seed);
        List<OwnModel> all = [new OwnModel(PersonalKind.Joint, 1, null), .. own];
        var models = all.ToDictionary(model => model.Kind, model => Ready(kind, state, model));
        PersonalChoice? choice = mayBeChosen
            ? PersonalChoice.Of([.. all.Select(model => new PersonalCandidate(model.Kind, [.. kind.Losses(state, models[model.Kind], validation)]))], margin: 0)
            : null;
        PersonalKind chosen = choice?.Kind ?? PersonalKind.Joint;
        PersonalKind personal = choice?.Scores.Select(score => score.Kind).FirstOrDefault(each => each is not (PersonalKind.Joint or PersonalKind.Local), PersonalKind.Joint) ?? PersonalKind.Joint;
        WorthTable worth = Measure(kind, state, models, personal, chosen, test, seed);
        string reason = choice?.Reason ?? "Your rows alone cannot train a model, or leave none to choose by, so the joint model is used.";
        return (new PartnerModel(all.Find(model => model.Kind == chosen)!, reason, worth.Sentence, worth.Rows, worth.Lines), worth);
    }

    /// <summary>The model that this partner uses: its own choice when this node made one, the joint model otherwise.</summary>
    /// <exception cref="TaskStateException">What the node kept does not fit the job.</exception>
    public static TModel Chosen<TModel>(IPartnerModels<TModel> kind, TaskState state, ModelSnapshot? memory)
    {
        try
        {
            return memory is null ? kind.Joint(state) : Ready(kind, state, Read(memory).Choice);
        }
        catch (Exception fault) when (fault is ModelMismatchException or TreeSnapshotException or ContributionException or ArgumentException or KeyNotFoundException)
        {
            throw new TaskStateException($"What this node kept of the job does not fit it: {fault.Message}", fault);
        }
    }

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

    private static TModel Ready<TModel>(IPartnerModels<TModel> kind, TaskState state, OwnModel model) => model.Own is null ? kind.Joint(state) : kind.Read(state, model);

    // A partner without a local model has nothing that the joint one could be measured against.
    private static WorthTable Measure<TModel>(
        IPartnerModels<TModel> kind, TaskState state, Dictionary<PersonalKind, TModel> models, PersonalKind personal, PersonalKind chosen, LocalTable test, ulong seed)
    {
        ImmutableArray<WorthMeasure> measures = kind.Measures(state);
        if (!models.ContainsKey(PersonalKind.Local))
            return WorthTable.Of(test.RowCount, measures, (_, _) => _ => double.NaN, seed);
        var used = new Dictionary<WorthModel, PersonalKind>
        {
            [WorthModel.Local] = PersonalKind.Local,
            [WorthModel.Joint] = PersonalKind.Joint,
            [WorthModel.Personalised] = personal,
            [WorthModel.Chosen] = chosen,
        };
        var statistics = new Dictionary<WorthModel, Func<WorthMetric, RowStatistic>>();
        int rows = 0;
        foreach ((WorthModel which, PersonalKind model) in used)
            (rows, statistics[which]) = kind.Measure(state, models[model], which, test);
        return rows == 0
            ? WorthTable.Of(test.RowCount, measures, (_, _) => _ => double.NaN, seed)
            : WorthTable.Of(rows, measures, (which, metric) => statistics[which](metric), seed);
    }
}
