namespace Federated.Computations.Regression;

/// <summary>What every node and the coordinator agree on before a joint linear regression.</summary>
public sealed record FederatedRidgeOptions
{
    /// <summary>Features of a row, 1 to 2,000.</summary>
    public required int Columns { get; init; }

    /// <summary>At least the rows, and the sum of row weights, of any one node; the joint row count will do. 1 to 2³¹.</summary>
    public required long RowBound { get; init; }

    /// <summary>Most that |target| may be, in the target's units: above 0, finite.</summary>
    public required double TargetBound { get; init; }

    /// <summary>Most that |feature| may be: above 0, finite. Default 10, in standard deviations.</summary>
    public double FeatureBound { get; init; } = 10;

    /// <summary>λ of λ‖w‖² beside the sum of squared errors: zero or more. Default 1.</summary>
    public double Penalty { get; init; } = 1;

    /// <summary>Whether the value at x = 0 is fitted. Default true.</summary>
    public bool HasIntercept { get; init; } = true;

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Columns is < 1 or > 2_000)
            faults.Add($"columns is {Columns}, must be 1 to 2,000");
        if (RowBound is < 1 or > RowSums.MaximumRows)
            faults.Add($"row bound is {RowBound}, must be 1 to {RowSums.MaximumRows}");
        if (!(TargetBound > 0 && double.IsFinite(TargetBound)))
            faults.Add($"target bound is {TargetBound}, must be above 0 and finite");
        if (!(FeatureBound > 0 && double.IsFinite(FeatureBound)))
            faults.Add($"feature bound is {FeatureBound}, must be above 0 and finite");
        if (!(Penalty >= 0 && double.IsFinite(Penalty)))
            faults.Add($"penalty is {Penalty}, must be 0 or more and finite");
        if (faults.Count > 0)
            throw new ArgumentException($"Options of the joint linear regression out of range: {string.Join("; ", faults)}.");
    }
}
