namespace Federated.Computations.Forecasting;

/// <summary>What every node and the coordinator agree on before joint regressions over series.</summary>
public sealed record PanelOptions
{
    /// <summary>Regressions that are fitted in the same round, 1 or more: one for each cut point and period ahead.</summary>
    public int Models { get; init; } = 1;

    /// <summary>Features of a row, 1 to 2,000.</summary>
    public required int Columns { get; init; }

    /// <summary>At least the rows of any one node in one regression, 1 to 2³¹.</summary>
    public required long RowBound { get; init; }

    /// <summary>λ of columns of variance 1, in rows' worth of loss: 0 or more. Default 1.</summary>
    public double Penalty { get; init; } = 1;

    /// <summary>κ: how many rows' worth a series' level is drawn to the common one. 0 for free levels, which is the default.</summary>
    public double Shrinkage { get; init; }

    /// <summary>Most numbers of a round.</summary>
    public const int MostNumbers = 1 << 23;

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        if (Columns is < 1 or > 2_000)
            throw new ArgumentException($"A row has {Columns} features; 1 to 2,000 are possible.");
        if (RowBound is < 1 or > RowSums.MaximumRows)
            throw new ArgumentException($"The bound on rows is {RowBound}; it must be 1 to {RowSums.MaximumRows}.");
        if (!(Penalty >= 0 && double.IsFinite(Penalty)) || !(Shrinkage >= 0 && double.IsFinite(Shrinkage)))
            throw new ArgumentException($"The penalty is {Penalty} and the shrinkage {Shrinkage}; both are finite and 0 or more.");
        if (Models < 1 || Models * (long)FederatedPanel.LengthOf(Columns) > MostNumbers)
            throw new ArgumentException($"{Models} regressions of {Columns} columns were asked for; together they may have at most {MostNumbers} numbers. Take a shorter horizon, fewer cut points or fewer columns.");
    }
}
