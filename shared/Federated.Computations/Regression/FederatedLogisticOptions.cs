namespace Federated.Computations.Regression;

/// <summary>What every node and the coordinator agree on before a joint logistic regression.</summary>
public sealed record FederatedLogisticOptions
{
    /// <summary>Features of a row, 1 to 1,000.</summary>
    public required int Columns { get; init; }

    /// <summary>At least the rows, and the sum of row weights, of any one node; the joint row count will do. 1 to 2³¹.</summary>
    public required long RowBound { get; init; }

    /// <summary>Most that |feature| may be: above 0, finite. Default 10, in standard deviations.</summary>
    public double FeatureBound { get; init; } = 10;

    /// <summary>λ of λ/2·‖w‖² beside the sum of losses, the intercept being free of it: zero or more. Default 1 (scikit-learn's C is 1/λ).</summary>
    public double Penalty { get; init; } = 1;

    /// <summary>Largest component of the gradient, as a share of the sum of weights, at which the fit ends: above zero. Default 1e-8.</summary>
    public double Tolerance { get; init; } = 1e-8;

    /// <summary>Most rounds, 1 to 1,000. Default 25; six to nine are usual.</summary>
    public int MaximumRounds { get; init; } = 25;

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Columns is < 1 or > 1_000)
            faults.Add($"columns is {Columns}, must be 1 to 1,000");
        if (RowBound is < 1 or > RowSums.MaximumRows)
            faults.Add($"row bound is {RowBound}, must be 1 to {RowSums.MaximumRows}");
        if (!(FeatureBound > 0 && double.IsFinite(FeatureBound)))
            faults.Add($"feature bound is {FeatureBound}, must be above 0 and finite");
        if (!(Penalty >= 0 && double.IsFinite(Penalty)))
            faults.Add($"penalty is {Penalty}, must be 0 or more and finite");
        if (!(Tolerance > 0 && double.IsFinite(Tolerance)))
            faults.Add($"tolerance is {Tolerance}, must be above 0 and finite");
        if (MaximumRounds is < 1 or > 1_000)
            faults.Add($"most rounds is {MaximumRounds}, must be 1 to 1,000");
        if (faults.Count > 0)
            throw new ArgumentException($"Options of the joint logistic regression out of range: {string.Join("; ", faults)}.");
    }
}
