namespace Federated.Privacy.Clipping;

/// <summary>
/// A clipping norm that follows a quantile of the contributions' norms (Andrew, Thakkar, McMahan and Ramaswamy 2021). Each round, contributions say in a
/// noisy sum whether they were within the norm, and the norm moves: C ← C·e^(−η(b̄ − γ)), or C − η(b̄ − γ) when moved by steps.
/// </summary>
public sealed record AdaptiveClip
{
    /// <param name="norm">C to begin with, 0 (by steps) or 1e-9 (by factors) to 1e12.</param>
    /// <param name="targetQuantile">γ: the share of contributions that shall be within the norm, 0 to 1.</param>
    /// <param name="learningRate">η, above 0 to 10; 0.2 is usual.</param>
    /// <param name="byFactors">Whether the norm moves by factors, which is usual, or by steps.</param>
    /// <exception cref="PrivacyParameterException">A number is out of range.</exception>
    public AdaptiveClip(double norm, double targetQuantile, double learningRate, bool byFactors = true)
    {
        Norm = Bounds.Within(norm, byFactors ? LeastNorm : 0, MostNorm, "clipping norm");
        TargetQuantile = Bounds.Probability(targetQuantile, "target quantile");
        LearningRate = Bounds.Within(learningRate, 1e-9, 10, "learning rate");
        ByFactors = byFactors;
    }

    private const double LeastNorm = 1e-9;
    private const double MostNorm = 1e12;

    /// <summary>C.</summary>
    public double Norm { get; private init; }

    /// <summary>γ.</summary>
    public double TargetQuantile { get; }

    /// <summary>η.</summary>
    public double LearningRate { get; }

    /// <summary>Whether the norm moves by factors or by steps.</summary>
    public bool ByFactors { get; }

    /// <summary>The clip of the next round.</summary>
    /// <param name="noisyWithin">The noisy count of contributions within the norm; noise may push it below 0 or above all.</param>
    /// <param name="contributions">How many were asked, 1 or more.</param>
    /// <exception cref="PrivacyParameterException">The count is not finite, or nobody was asked.</exception>
    public AdaptiveClip Next(double noisyWithin, long contributions)
    {
        double share = Bounds.Within(noisyWithin, -1e15, 1e15, "noisy count") / Bounds.Within(contributions, 1, long.MaxValue, "number of contributions");
        // A share outside of 0..1 is noise alone, and would move the norm without bound.
        double step = LearningRate * (Math.Clamp(share, 0, 1) - TargetQuantile);
        return this with { Norm = ByFactors ? Math.Clamp(Norm * Math.Exp(-step), LeastNorm, MostNorm) : Math.Clamp(Norm - step, 0, MostNorm) };
    }
}
