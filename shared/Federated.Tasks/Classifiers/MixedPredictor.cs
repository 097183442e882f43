using Federated.Computations.Personalisation;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Classifiers;

/// <summary>A weighted mean of two models' log odds.</summary>
internal sealed class MixedPredictor(ITwoClassPredictor joint, ITwoClassPredictor own, double jointShare) : ITwoClassPredictor
{
    public IReadOnlyList<string> InputFields => joint.InputFields;

    public float[] Encode(LocalTable table) => joint.Encode(table);

    // The same kind of model on the same features: what the one takes, the other takes, too.
    public float[] Logits(ReadOnlyMemory<float> encoded) => Interpolation.Mix(joint.Logits(encoded), own.Logits(encoded), jointShare);

    public double[] Attributions(LocalTable table)
    {
        double[] one = joint.Attributions(table), other = own.Attributions(table);
        for (int index = 0; index < one.Length; index++)
            one[index] = (jointShare * one[index]) + ((1 - jointShare) * other[index]);
        return one;
    }
}
