using System.Collections.Immutable;

namespace Federated.Computations.Descent;

/// <summary>Hyperparameters of <see cref="FederatedDescent"/>, the same on every node.</summary>
public sealed record DescentOptions
{
    /// <summary>Most rounds, 1 to 10,000. Default 60.</summary>
    public int Rounds { get; init; } = 60;

    /// <summary>At least the rows of any one node, 1 to 2³¹.</summary>
    public required long RowBound { get; init; }

    /// <summary>η at first, above 0 to 1: about how far each parameter moves in a round. It falls evenly to a tenth in the last round. Default 0.05.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>β₁ of Adam, 0 to below 1. Default 0.9.</summary>
    public double FirstDecay { get; init; } = 0.9;

    /// <summary>β₂ of Adam, 0 to below 1. Default 0.99.</summary>
    public double SecondDecay { get; init; } = 0.99;

    /// <summary>Of each parameter the first whose prefix fits counts; none (default) leaves it free.</summary>
    public ImmutableArray<ParameterPenalty> Penalties { get; init; } = [];

    /// <summary>With validation rows: rounds without a lower loss of theirs after which the training ends, 1 to 10,000. Default 8.</summary>
    public int Patience { get; init; } = 8;

    /// <summary>Bits of a quantised coordinate, 24 to 48. Default 40.</summary>
    public int Bits { get; init; } = 40;

    /// <summary>λ of a parameter.</summary>
    public double PenaltyOf(string parameter) => Penalties.FirstOrDefault(each => parameter.StartsWith(each.Prefix, StringComparison.Ordinal))?.Strength ?? 0;

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Rounds is < 1 or > 10_000)
            faults.Add($"rounds is {Rounds}, must be 1 to 10,000");
        if (RowBound is < 1 or > 1L << 31)
            faults.Add($"row bound is {RowBound}, must be 1 to 2^31");
        if (!(LearningRate > 0 && LearningRate <= 1))
            faults.Add($"learning rate is {LearningRate}, must be above 0 and at most 1");
        if (!(FirstDecay >= 0 && FirstDecay < 1) || !(SecondDecay >= 0 && SecondDecay < 1))
            faults.Add($"decays are {FirstDecay} and {SecondDecay}, must be 0 to below 1");
        if (Penalties.IsDefault || Penalties.Any(each => !(each.Strength >= 0 && each.Strength <= 1e6)))
            faults.Add("a penalty is not 0 to 1,000,000");
        if (Patience is < 1 or > 10_000)
            faults.Add($"patience is {Patience}, must be 1 to 10,000");
        if (Bits is < 24 or > 48)
            faults.Add($"bits is {Bits}, must be 24 to 48");
        if (faults.Count > 0)
            throw new ArgumentException($"Options of joint descent out of range: {string.Join("; ", faults)}.");
    }
}
