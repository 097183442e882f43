using Federated.Learning.Linear;
using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Value;

/// <summary>
/// A two-part model: P(buys) · exp(ln share) · smearing factor · the largest amount. As a snapshot the parts <c>purchase</c> and <c>amount</c> (linear models) and
/// the F64 tensor <c>smearing/factor</c> [1].
/// </summary>
/// <param name="Purchase">The logit of a purchase.</param>
/// <param name="Amount">The logarithm of a buyer's amount, as a share of the largest.</param>
/// <param name="Factor">Smearing factor, above 0.</param>
/// <param name="Most">The largest amount that the contract accepts.</param>
internal sealed record TwoPartFit(LinearModel Purchase, LinearModel Amount, double Factor, double Most)
{
    private const string PurchasePart = "purchase", AmountPart = "amount", SmearingPart = "smearing", FactorTensor = "factor";

    /// <summary>For each encoded row the probability of a purchase, and its amount if there is one.</summary>
    public (double Probability, double Amount)[] Parts(float[] encoded)
    {
        var logits = new float[encoded.Length / Purchase.Weights.Length];
        var logs = new float[logits.Length];
        Purchase.Predict(encoded, logits);
        Amount.Predict(encoded, logs);
        return [.. logits.Select((logit, row) => (1 / (1 + Math.Exp(-logit)), Math.Min(1, Math.Exp(logs[row]) * Factor) * Most))];
    }

    /// <summary>The amount that is expected of each encoded row.</summary>
    public double[] Expected(float[] encoded) => [.. Parts(encoded).Select(part => part.Probability * part.Amount)];

    public ModelSnapshot Write() => SnapshotParts.Join(
        new Dictionary<string, ModelSnapshot>
        {
            [PurchasePart] = Purchase.ToSnapshot(),
            [AmountPart] = Amount.ToSnapshot(),
            [SmearingPart] = new([new DoubleTensor(FactorTensor, new TensorShape(1), [Factor])]),
        },
        new Dictionary<string, string>());

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="TaskStateException">It is something else, or of other features.</exception>
    /// <exception cref="ModelMismatchException">A part is no linear model.</exception>
    public static TwoPartFit Read(ModelSnapshot snapshot, int width, double most)
    {
        var parts = SnapshotParts.Split(snapshot);
        LinearModel Linear(string name) => parts.TryGetValue(name, out ModelSnapshot? part) && LinearModel.FromSnapshot(part) is { } model && model.Weights.Length == width
            ? model
            : throw new TaskStateException($"This partner's own model has no part '{name}' of {width} weights. Take part in the job again.");
        double factor = parts.GetValueOrDefault(SmearingPart)?.Tensors is [DoubleTensor { Name: FactorTensor, Values.Length: 1 } tensor] ? tensor.Values[0] : double.NaN;
        return factor > 0 && double.IsFinite(factor)
            ? new TwoPartFit(Linear(PurchasePart), Linear(AmountPart), factor, most)
            : throw new TaskStateException("This partner's own model has no smearing factor. Take part in the job again.");
    }
}
