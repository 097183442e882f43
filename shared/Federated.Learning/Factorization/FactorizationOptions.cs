namespace Federated.Learning.Factorization;

/// <summary>How a matrix of users and items is factorised by alternating least squares.</summary>
public sealed record FactorizationOptions
{
    /// <summary>Factors of a user and of an item: 1 to 1,000; 16 by default.</summary>
    public int Rank { get; init; } = 16;

    /// <summary>λ, above zero; 0.1 by default. For ratings it is multiplied by the number of a user's or an item's ratings; for implicit feedback it is not.</summary>
    public double Penalty { get; init; } = 0.1;

    /// <summary>Times that users and then items are solved: 1 to 1,000; 15 by default.</summary>
    public int Sweeps { get; init; } = 15;

    /// <summary>α of implicit feedback: a value v has confidence 1 + α·v, an absent one 1. Above zero; 40 by default.</summary>
    public double Confidence { get; init; } = 40;

    internal void Check()
    {
        if (Rank is < 1 or > 1_000)
            throw new ArgumentException($"{nameof(Rank)} is {Rank}; it is 1 to 1,000.");
        if (!(Penalty > 0 && double.IsFinite(Penalty)))
            throw new ArgumentException($"{nameof(Penalty)} is {Penalty}; it is finite and above zero.");
        if (Sweeps is < 1 or > 1_000)
            throw new ArgumentException($"{nameof(Sweeps)} is {Sweeps}; it is 1 to 1,000.");
        if (!(Confidence > 0 && double.IsFinite(Confidence)))
            throw new ArgumentException($"{nameof(Confidence)} is {Confidence}; it is finite and above zero.");
    }
}
