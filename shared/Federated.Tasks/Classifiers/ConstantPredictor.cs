using Federated.Learning.State;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Classifiers;

/// <summary>The share of positives of a partner whose rows have one class only, so that nothing else can be learnt from them alone: the same for every row.</summary>
internal sealed class ConstantPredictor(float logit) : ITwoClassPredictor
{
    private const string Tensor = "constant";

    /// <summary>As a snapshot: <c>constant</c> [1] F32.</summary>
    public static ModelSnapshot Fit(LocalTable training)
    {
        // Half a row of each class more than there are, so that the odds are finite.
        double logit = Math.Log((training.PositiveCount + 0.5) / (training.NegativeCount + 0.5));
        return new ModelSnapshot([new SingleTensor(Tensor, new TensorShape(1), [(float)logit])]);
    }

    /// <summary>Reads what <see cref="Fit"/> made; null when the snapshot is of another model.</summary>
    public static ConstantPredictor? TryRead(ModelSnapshot own) =>
        own.Tensors is [SingleTensor { Name: Tensor, Values: { Length: 1 } values }] && float.IsFinite(values[0]) ? new ConstantPredictor(values[0]) : null;

    public IReadOnlyList<string> InputFields => [""];

    public float[] Encode(LocalTable table) => new float[table.RowCount];

    public float[] Logits(ReadOnlyMemory<float> encoded)
    {
        var logits = new float[encoded.Length];
        logits.AsSpan().Fill(logit);
        return logits;
    }

    public double[] Attributions(LocalTable table) => new double[table.RowCount * table.Contract.Features.Count];
}
