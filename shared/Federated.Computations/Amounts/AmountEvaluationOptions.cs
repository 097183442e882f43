namespace Federated.Computations.Amounts;

/// <summary>What every node agrees on before amounts are evaluated.</summary>
public sealed record AmountEvaluationOptions
{
    /// <summary>Largest amount; a larger one, or a larger prediction, counts as this. Above 0.</summary>
    public required double Most { get; init; }

    /// <summary>An amount that is usual, for instance the mean: above 0, at most <see cref="Most"/>. Rows are ordered by 512 bins, finest around it.</summary>
    public required double Typical { get; init; }

    /// <summary>At least the held-out rows of any one node, 1 to 2³¹.</summary>
    public required long RowBound { get; init; }

    /// <summary>Fewest rows of a tenth that is shown. Default 10.</summary>
    public int Floor { get; init; } = 10;

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public void Check()
    {
        if (!(Most > 0 && double.IsFinite(Most)) || !(Typical > 0 && Typical <= Most))
            throw new ArgumentException($"Amounts up to {Most} and usually {Typical} were given; both are above 0, and the usual one is not the larger.");
        if (RowBound is < 1 or > 1L << 31 || Floor < 1)
            throw new ArgumentException($"A bound of {RowBound} rows and a floor of {Floor} were given; they are 1 to 2^31, and 1 or more.");
    }
}
