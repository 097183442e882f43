namespace Federated.Tasks.Reports;

/// <summary>How a number is written for people. The JSON twin of a report always holds the number itself.</summary>
public enum FigureFormat
{
    /// <summary>Four significant digits, thousands separated from five digits on: 12,044 or 0.03712.</summary>
    Number,

    /// <summary>A whole number of things: 12,330.</summary>
    Count,

    /// <summary>A share of one as a percentage with one decimal: 0.412 is 41.2%.</summary>
    Share,

    /// <summary>A metric with three decimals: 0.924.</summary>
    Metric,

    /// <summary>How many times: 2.9 ×.</summary>
    Multiple,

    /// <summary>A difference of two metrics, with its sign: +0.031.</summary>
    Difference,

    /// <summary>A difference of two shares in percentage points, with its sign: 0.012 is +1.2 points.</summary>
    Points,

    /// <summary>How far two shares are apart, in percentage points without a sign: 0.15 is 15.0 points.</summary>
    Spread,

    /// <summary>A score from −100 to 100 with one decimal and its sign: +31.5.</summary>
    Balance,

    /// <summary>An amount of money: 133.80, from a thousand on without its cents.</summary>
    Amount,
}
