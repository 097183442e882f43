namespace Federated.Learning.Operations;

/// <summary>What all normalisations ask of their settings.</summary>
internal static class NormalizationCheck
{
    public static void Epsilon(float epsilon)
    {
        if (!(epsilon > 0 && float.IsFinite(epsilon)))
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "What a normalisation adds to the variance is above 0 and finite; 1e-5 is usual.");
    }
}
