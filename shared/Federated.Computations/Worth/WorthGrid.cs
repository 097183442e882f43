namespace Federated.Computations.Worth;

/// <summary>Models × metrics: how figures lie in a vector, and the range of each.</summary>
internal static class WorthGrid
{
    /// <summary>A log loss counts at most this many nats.</summary>
    public const double MostLogLoss = 16;

    public static readonly WorthModel[] Models = Enum.GetValues<WorthModel>();

    public static readonly WorthMetric[] Metrics = Enum.GetValues<WorthMetric>();

    /// <summary>Figures of a partner: one for each metric and model.</summary>
    public static int Length => Models.Length * Metrics.Length;

    public static int Index(WorthModel model, WorthMetric metric) => ((int)metric * Models.Length) + (int)model;

    /// <summary>The largest value of a metric; the smallest is 0.</summary>
    public static double Range(WorthMetric metric) => metric switch
    {
        WorthMetric.LogLoss => MostLogLoss,
        WorthMetric.LiftAtTenth => 10,
        _ => 1,
    };
}
