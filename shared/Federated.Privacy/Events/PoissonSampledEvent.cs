namespace Federated.Privacy.Events;

/// <summary>
/// An event on a sample that each unit enters on its own with one probability. It counts only when whoever adds the noise draws the sample: a cohort
/// that somebody else picks is no sample, and its rate is 1.
/// </summary>
public sealed record PoissonSampledEvent : PrivacyEvent
{
    /// <param name="rate">q: probability that a unit is in the sample, 0 to 1.</param>
    /// <param name="inner">What is released of the sample.</param>
    /// <exception cref="PrivacyParameterException">The rate is out of range.</exception>
    public PoissonSampledEvent(double rate, PrivacyEvent inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Rate = Bounds.Probability(rate, "sampling rate");
        Inner = inner;
    }

    /// <summary>q.</summary>
    public double Rate { get; }

    /// <summary>What is released of the sample.</summary>
    public PrivacyEvent Inner { get; }

    public override string Kind => "poisson_sampled";
}
