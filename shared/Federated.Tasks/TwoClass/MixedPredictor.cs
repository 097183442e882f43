using Federated.Computations.Personalisation;
using Federated.Tasks.Schema;

namespace Federated.Tasks.TwoClass;

/// <summary>A weighted mean of two models' log odds.</summary>
internal sealed class MixedPredictor(ITwoClassPredictor joint, ITwoClassPredictor own, double jointShare) : ITwoClassPredictor
{
    public float[] Logits(LocalTable table) => Interpolation.Mix(joint.Logits(table), own.Logits(table), jointShare);

    public double[] Attributions(LocalTable table)
    {
        double[] one = joint.Attributions(table), other = own.Attributions(table);
        for (int index = 0; index < one.Length; index++)
            one[index] = (jointShare * one[index]) + ((1 - jointShare) * other[index]);
        return one;
    }
}
