namespace Federated.Computations.Statistics.Survey;

/// <summary>Where the edges of a survey's histograms lie.</summary>
public enum HistogramKind
{
    /// <summary>At round numbers, equally far apart, between the extremes that are shown: for people.</summary>
    EqualWidth,

    /// <summary>At quantiles, so that bins hold about equally many values: for comparison with later rows.</summary>
    EqualCount,
}
