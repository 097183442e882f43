using System.Globalization;
using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Learning.Training;

namespace Federated.Computations.Personalisation;

/// <summary>
/// The model that a partner uses: one network, or a mixture of the joint and the local one. Immutable. As a snapshot: <c>own.…</c> and <c>joint.…</c> F32, the parts
/// that it has; metadata <c>personal.kind</c> and <c>personal.joint_share</c>. It stays on the node.
/// </summary>
public sealed class PersonalModel
{
    private const string OwnPrefix = "own.";
    private const string JointPrefix = "joint.";
    private const string KindKey = "personal.kind";
    private const string ShareKey = "personal.joint_share";

    /// <summary>A model of one or two parts.</summary>
    /// <param name="kind">How it was made.</param>
    /// <param name="own">The partner's own part; null exactly when the share is 1.</param>
    /// <param name="joint">The joint part; null exactly when the share is 0.</param>
    /// <param name="jointShare">λ, 0 to 1: the joint part's share in the logits.</param>
    /// <exception cref="ArgumentException">The parts and the share do not agree.</exception>
    public PersonalModel(PersonalKind kind, ModelSnapshot? own, ModelSnapshot? joint, double jointShare)
    {
        if (!(jointShare >= 0 && jointShare <= 1))
            throw new ArgumentOutOfRangeException(nameof(jointShare), jointShare, "A share is 0 to 1.");
        if (own is null != (jointShare == 1) || joint is null != (jointShare == 0))
            throw new ArgumentException($"A joint share of {jointShare} does not agree with which parts are given.", nameof(jointShare));
        Kind = kind;
        Own = own;
        Joint = joint;
        JointShare = jointShare;
    }

    /// <summary>How it was made.</summary>
    public PersonalKind Kind { get; }

    /// <summary>The partner's own part.</summary>
    public ModelSnapshot? Own { get; }

    /// <summary>The joint part.</summary>
    public ModelSnapshot? Joint { get; }

    /// <summary>λ: the joint part's share in the logits.</summary>
    public double JointShare { get; }

    /// <summary>Logits of rows.</summary>
    /// <param name="architecture">Of both parts.</param>
    /// <param name="features">Rows × the model's input size, row-major.</param>
    /// <returns>Rows × the model's output size.</returns>
    /// <exception cref="ArgumentException">The features do not divide into rows.</exception>
    /// <exception cref="ModelMismatchException">A part is not of the architecture.</exception>
    public float[] Logits(IModelArchitecture architecture, ReadOnlyMemory<float> features)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        float[]? own = Own is null ? null : Logits(architecture, Own, features), joint = Joint is null ? null : Logits(architecture, Joint, features);
        return own is null ? joint! : joint is null ? own : Interpolation.Mix(joint, own, JointShare);
    }

    /// <summary>The model as a snapshot.</summary>
    public ModelSnapshot Write() => new(
        Renamed(Own, OwnPrefix).Concat(Renamed(Joint, JointPrefix)),
        [new(KindKey, Kind.ToString()), new(ShareKey, JointShare.ToString("R", CultureInfo.InvariantCulture))]);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ModelMismatchException">It is something else; the message says what.</exception>
    public static PersonalModel Read(ModelSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        string? kindText = snapshot.Metadata.GetValueOrDefault(KindKey), shareText = snapshot.Metadata.GetValueOrDefault(ShareKey);
        if (!Enum.TryParse(kindText, out PersonalKind kind) || kind.ToString() != kindText)
            throw new ModelMismatchException($"The snapshot is no personal model: its '{KindKey}' is '{kindText}'.");
        if (!double.TryParse(shareText, NumberStyles.Float, CultureInfo.InvariantCulture, out double share))
            throw new ModelMismatchException($"The snapshot is no personal model: its '{ShareKey}' is '{shareText}'.");
        ModelSnapshot? own = Part(snapshot, OwnPrefix), joint = Part(snapshot, JointPrefix);
        if ((own?.Tensors.Length ?? 0) + (joint?.Tensors.Length ?? 0) != snapshot.Tensors.Length)
            throw new ModelMismatchException($"The snapshot is no personal model: all its tensors are F32, named {OwnPrefix}… or {JointPrefix}….");
        try
        {
            return new PersonalModel(kind, own, joint, share);
        }
        catch (ArgumentException fault)
        {
            throw new ModelMismatchException($"The snapshot is no personal model: {fault.Message}");
        }
    }

    private static float[] Logits(IModelArchitecture architecture, ModelSnapshot parameters, ReadOnlyMemory<float> features)
    {
        IModel model = architecture.Create(0, parameters);
        return Predictor.Logits(model, features);
    }

    private static IEnumerable<NamedTensor> Renamed(ModelSnapshot? part, string prefix)
        => part?.Tensors.Select(tensor => tensor.Renamed(prefix + tensor.Name)) ?? [];

    private static ModelSnapshot? Part(ModelSnapshot snapshot, string prefix)
    {
        NamedTensor[] tensors = [.. snapshot.Tensors.OfType<SingleTensor>()
            .Where(tensor => tensor.Name.Length > prefix.Length && tensor.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(tensor => tensor.Renamed(tensor.Name[prefix.Length..]))];
        return tensors.Length == 0 ? null : new ModelSnapshot(tensors);
    }
}
