namespace Federated.Learning.Forecasting;

/// <summary>How the trend of an exponential smoothing goes on.</summary>
public enum TrendKind
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>As a straight line.</summary>
    Additive,

    /// <summary>As a line that levels off.</summary>
    Damped,
}
