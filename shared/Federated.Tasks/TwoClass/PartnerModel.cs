using System.Globalization;
using Federated.Computations.Personalisation;
using Federated.Computations.Worth;
using Federated.Learning.Losses;
using Federated.Learning.State;
using Federated.Learning.Training;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.TwoClass;

/// <summary>
/// A partner's own choice among its local, the joint and personalised models, made on its own validation rows, and what each of them is worth on its own test
/// rows. Kept in the node's memory: metadata <c>kind</c>, <c>joint_share</c>, <c>reason</c>, <c>sentence</c>, and the own part as <c>own/…</c>.
/// </summary>
internal sealed record PartnerModel(OwnModel Choice, string Reason, string Sentence)
{
    private const string OwnPart = "own";

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

            choice = PersonalChoice.Of([.. all.Select(model => PersonalCandidate.Of(model.Kind, predictors[model.Kind].Logits(validation), rows, loss))]);
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
        return (new PartnerModel(all.Find(model => model.Kind == chosen)!, reason, worth.Sentence), worth);
    }

    /// <summary>The model that this partner uses.</summary>
    public ITwoClassPredictor Predictor(ITwoClassModel kind, TaskState state) => Read(kind, state, Choice, kind.Joint(state));

    /// <summary>As the node keeps it.</summary>
    public ModelSnapshot Write()
    {
        var parts = Choice.Own is { } own ? new Dictionary<string, ModelSnapshot> { [OwnPart] = own } : [];
        return SnapshotParts.Join(parts, new Dictionary<string, string>
        {
            ["kind"] = Choice.Kind.ToString(),
            ["joint_share"] = Choice.JointShare.ToString("R", CultureInfo.InvariantCulture),
            ["reason"] = Reason,
            ["sentence"] = Sentence,
        });
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="TaskStateException">It is something else.</exception>
    public static PartnerModel Read(ModelSnapshot memory)
    {
        var metadata = memory.Metadata;
        ModelSnapshot? own = SnapshotParts.Split(memory).GetValueOrDefault(OwnPart);
        if (!Enum.TryParse(metadata.GetValueOrDefault("kind"), out PersonalKind kind) || !Enum.IsDefined(kind)
            || !double.TryParse(metadata.GetValueOrDefault("joint_share"), NumberStyles.Float, CultureInfo.InvariantCulture, out double share)
            || !(share >= 0 && share <= 1) || own is null != (share == 1))
        {
            throw new TaskStateException("What this node kept of the job is damaged: its own choice of a model cannot be read. Score with the joint model, or take part in the job again.");
        }

        return new PartnerModel(new OwnModel(kind, share, own), metadata.GetValueOrDefault("reason") ?? "", metadata.GetValueOrDefault("sentence") ?? "");
    }

    private static ITwoClassPredictor Read(ITwoClassModel kind, TaskState state, OwnModel model, ITwoClassPredictor joint)
    {
        if (model.Own is not { } snapshot)
            return joint;
        ITwoClassPredictor own = ConstantPredictor.TryRead(snapshot) ?? kind.Own(state, snapshot);
        return model.JointShare > 0 ? new MixedPredictor(joint, own, model.JointShare) : own;
    }
}
