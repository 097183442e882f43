using Federated.Tasks.Classifiers;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Click;

/// <summary>A model's logits times a factor, plus a shift.</summary>
internal sealed class CalibratedPredictor(ITwoClassPredictor raw, double factor, double shift) : ITwoClassPredictor
{
    public IReadOnlyList<string> InputFields => raw.InputFields;

    public float[] Encode(LocalTable table) => raw.Encode(table);

    public float[] Logits(ReadOnlyMemory<float> encoded)
    {
        float[] logits = raw.Logits(encoded);
        foreach (ref float logit in logits.AsSpan())
            logit = (float)((factor * logit) + shift);
        return logits;
    }

    public double[] Attributions(LocalTable table) => [.. raw.Attributions(table).Select(share => factor * share)];
}
