namespace Federated.Computations.Uplift;

/// <summary>What every node and the coordinator agree on before the effect of a contact is estimated.</summary>
public sealed record TrialOptions
{
    /// <summary>Features of a row, the contact not counted: 1 to 1,000.</summary>
    public required int Columns { get; init; }

    /// <summary>At least the rows of any one node: 1 to 2³¹.</summary>
    public required long RowBound { get; init; }

    /// <summary>Most that |feature| may be: above 0, finite. Default 10, in standard deviations.</summary>
    public double FeatureBound { get; init; } = 10;

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Columns is < 1 or > 1_000)
            faults.Add($"columns is {Columns}, must be 1 to 1,000");
        if (RowBound is < 1 or > RowSums.MaximumRows)
            faults.Add($"row bound is {RowBound}, must be 1 to {RowSums.MaximumRows}");
        if (!(FeatureBound >= 1 && double.IsFinite(FeatureBound)))
            faults.Add($"feature bound is {FeatureBound}, must be at least 1 and finite");
        if (faults.Count > 0)
            throw new ArgumentException($"Options of the trial out of range: {string.Join("; ", faults)}.");
    }
}
