namespace Federated.Learning.Metrics;

/// <summary>How probabilities are put into bins.</summary>
public enum CalibrationBins
{
    /// <summary>Bin m of M holds the probabilities in ((m−1)/M, m/M]; the first one holds 0 too.</summary>
    EqualWidth,

    /// <summary>The edges are the quantiles of the probabilities, with linear interpolation; equal probabilities share a bin.</summary>
    EqualCount,
}
