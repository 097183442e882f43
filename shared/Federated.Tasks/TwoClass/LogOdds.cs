namespace Federated.Tasks.TwoClass;

/// <summary>Probabilities as log odds.</summary>
internal static class LogOdds
{
    /// <summary>A model that is certain is taken to be wrong once in a million.</summary>
    public const double Least = 1e-6;

    public static float[] Of(float[] probabilities)
    {
        foreach (ref float value in probabilities.AsSpan())
        {
            double probability = Math.Clamp(value, Least, 1 - Least);
            value = (float)Math.Log(probability / (1 - probability));
        }

        return probabilities;
    }
}
