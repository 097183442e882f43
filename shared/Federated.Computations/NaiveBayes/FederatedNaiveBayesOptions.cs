using Federated.Learning.Bayes;

namespace Federated.Computations.NaiveBayes;

/// <summary>What every node and the coordinator agree on before a joint naive Bayes model.</summary>
public sealed record FederatedNaiveBayesOptions
{
    private const int MaximumSums = 1 << 22;

    /// <summary>Classes, 2 to 65,536.</summary>
    public required int Classes { get; init; }

    /// <summary>What a row holds.</summary>
    public required MixedColumns Columns { get; init; }

    /// <summary>At least the rows of any one node; the joint row count will do. 1 to 2³¹.</summary>
    public required long RowBound { get; init; }

    /// <summary>Most that |number| may be: above 0, finite. Default 10, in standard deviations.</summary>
    public double FeatureBound { get; init; } = 10;

    /// <summary>Share of the largest variance that is added to every variance: zero or more. Default 1e-9.</summary>
    public double VarianceShare { get; init; } = 1e-9;

    /// <summary>Added to the count of every category: above zero. Default 1.</summary>
    public double PseudoCount { get; init; } = 1;

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(Columns);
        var faults = new List<string>();
        if (Classes is < 2 or > 65_536)
            faults.Add($"classes is {Classes}, must be 2 to 65,536");
        else if (MixedClassStatistics.LengthOf(Classes, Columns) > MaximumSums)
            faults.Add($"the sums are {MixedClassStatistics.LengthOf(Classes, Columns)}, must be at most {MaximumSums}: take fewer classes, columns or values");
        if (RowBound is < 1 or > RowSums.MaximumRows)
            faults.Add($"row bound is {RowBound}, must be 1 to {RowSums.MaximumRows}");
        if (!(FeatureBound > 0 && double.IsFinite(FeatureBound)))
            faults.Add($"feature bound is {FeatureBound}, must be above 0 and finite");
        if (!(VarianceShare >= 0 && double.IsFinite(VarianceShare)))
            faults.Add($"variance share is {VarianceShare}, must be 0 or more and finite");
        if (!(PseudoCount > 0 && double.IsFinite(PseudoCount)))
            faults.Add($"pseudo-count is {PseudoCount}, must be above 0 and finite");
        if (faults.Count > 0)
            throw new ArgumentException($"Options of the joint naive Bayes model out of range: {string.Join("; ", faults)}.");
    }
}
