namespace Federated.Computations.KMeans;

/// <summary>What the sums of <see cref="FederatedSilhouette"/> and <see cref="FederatedAgreement"/> take of the rows.</summary>
/// <param name="Columns">Features of a row, 1 to 2,000.</param>
/// <param name="RowBound">At least the rows of any one node; the joint row count will do. 1 to 2³¹.</param>
/// <param name="FeatureBound">Most that |feature| may be: above 0, finite. Default 10, in standard deviations.</param>
public sealed record ClusterQualityOptions(int Columns, long RowBound, double FeatureBound = 10)
{
    internal const int MaximumSums = 1 << 22;

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public void Validate()
    {
        if (Columns is < 1 or > 2_000)
            throw new ArgumentException($"columns is {Columns}, must be 1 to 2,000.");
        if (RowBound is < 1 or > RowSums.MaximumRows)
            throw new ArgumentException($"row bound is {RowBound}, must be 1 to {RowSums.MaximumRows}.");
        if (!(FeatureBound > 0 && double.IsFinite(FeatureBound)))
            throw new ArgumentException($"feature bound is {FeatureBound}, must be above 0 and finite.");
    }
}
