using Federated.Learning.Randomness;

namespace Federated.Learning.Operations;

/// <summary>Factors 0 (with probability p) and 1/(1−p) for attention weights, drawn anew in each training pass; all 1 while scoring.</summary>
internal sealed class DroppedWeights(int length, float probability, SeededGenerator source)
{
    private readonly float[] _factors = new float[length];

    public void Draw(bool training)
    {
        if (!training)
        {
            _factors.AsSpan().Fill(1);
            return;
        }

        uint threshold = (uint)(probability * 4294967296.0);
        float kept = 1 / (1 - probability);
        for (int index = 0; index < _factors.Length; index += 2)
        {
            ulong bits = source.NextBits();
            _factors[index] = (uint)(bits >> 32) < threshold ? 0 : kept;
            if (index + 1 < _factors.Length)
                _factors[index + 1] = (uint)bits < threshold ? 0 : kept;
        }
    }

    /// <summary>The weights that begin at that place of all, times their factors.</summary>
    public Span<float> Apply(ReadOnlySpan<float> weights, int at, Span<float> target)
    {
        TensorPrimitives.Multiply(weights, _factors.AsSpan(at, weights.Length), target);
        return target;
    }
}
