namespace Federated.Computations.Robust;

/// <summary>How the means of groups become one mean that a few bad groups cannot carry away.</summary>
public enum RobustRule
{
    /// <summary>The median of each coordinate (Yin et al. 2018, "Byzantine-robust distributed learning", definition 1); of an even number the mean of the two in the middle.</summary>
    Median,

    /// <summary>The mean of each coordinate without its f smallest and f largest values (Yin et al. 2018, definition 2).</summary>
    TrimmedMean,

    /// <summary>The point with the least sum of Euclidean distances to the means, by Weiszfeld's iteration to convergence.</summary>
    GeometricMedian,
}
