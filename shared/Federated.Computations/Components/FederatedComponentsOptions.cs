namespace Federated.Computations.Components;

/// <summary>What every node and the coordinator agree on before joint principal components.</summary>
public sealed record FederatedComponentsOptions
{
    /// <summary>Features of a row, 1 to 1,000.</summary>
    public required int Columns { get; init; }

    /// <summary>At least the rows of any one node; the joint row count will do. 1 to 2³¹.</summary>
    public required long RowBound { get; init; }

    /// <summary>Components wanted, 1 to the columns.</summary>
    public required int Components { get; init; }

    /// <summary>Most that |feature| may be: above 0, finite. Default 10, in standard deviations.</summary>
    public double FeatureBound { get; init; } = 10;

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Columns is < 1 or > 1_000)
            faults.Add($"columns is {Columns}, must be 1 to 1,000");
        if (Components < 1 || Components > Columns)
            faults.Add($"components is {Components}, must be 1 to the columns ({Columns})");
        if (RowBound is < 1 or > RowSums.MaximumRows)
            faults.Add($"row bound is {RowBound}, must be 1 to {RowSums.MaximumRows}");
        if (!(FeatureBound > 0 && double.IsFinite(FeatureBound)))
            faults.Add($"feature bound is {FeatureBound}, must be above 0 and finite");
        if (faults.Count > 0)
            throw new ArgumentException($"Options of the joint principal components out of range: {string.Join("; ", faults)}.");
    }
}
