namespace Federated.Privacy.Events;

/// <summary>
/// What was released, as data: which mechanism, with which parameters, how often. How it is accounted is another matter, and an accountant that has no
/// bound for an event refuses it. Noise multipliers are the standard deviation (Laplace: the scale) of the noise over the sensitivity under the adjacency
/// that the result is stated for.
/// </summary>
public abstract record PrivacyEvent
{
    /// <summary>The least and the largest noise multiplier: below there is no privacy worth a number, above doubles do not tell it from none spent.</summary>
    internal const double LeastMultiplier = 1e-3;
    internal const double MostMultiplier = 1e9;

    private protected PrivacyEvent()
    {
    }

    /// <summary>The word that stands for the mechanism in JSON and in messages.</summary>
    public abstract string Kind { get; }
}
