namespace Federated.Learning.Losses;

/// <summary>The logistic function and the loss of a logit, in double precision and without overflow.</summary>
public static class Logistic
{
    /// <summary>1/(1+e⁻ᶻ): the probability of a logit.</summary>
    public static double Sigmoid(double logit)
    {
        double small = Math.Exp(-Math.Abs(logit));
        return logit >= 0 ? 1 / (1 + small) : small / (1 + small);
    }

    /// <summary>ln(1+eᶻ) − y·z: cross-entropy of a label in [0, 1] and a logit, in nats.</summary>
    public static double CrossEntropy(double logit, double label)
        => Math.Max(logit, 0) - (logit * label) + LogOfOnePlus(Math.Exp(-Math.Abs(logit)));

    // Goldberg 1991, theorem 4: exact to a few units in the last place for small u too, where double.LogP1 rounds 1 + u first.
    private static double LogOfOnePlus(double u)
    {
        double sum = 1 + u;
        return sum == 1 ? u : Math.Log(sum) * u / (sum - 1);
    }
}
