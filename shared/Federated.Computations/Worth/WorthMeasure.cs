using System.Collections.Immutable;

namespace Federated.Computations.Worth;

/// <summary>A metric with the range that a partner's figure is cut to before it is summed, so that no figure outweighs all others.</summary>
public sealed record WorthMeasure
{
    private WorthMeasure(WorthMetric metric, double least, double most)
    {
        if (!(double.IsFinite(least) && double.IsFinite(most) && least < most))
            throw new ArgumentException($"The range of {metric} is {least} to {most}; its ends are finite, the lower first.", nameof(most));
        (Metric, Least, Most) = (metric, least, most);
    }

    /// <summary>What propensities are measured by.</summary>
    public static ImmutableArray<WorthMeasure> TwoClasses { get; } = [Of(WorthMetric.AreaUnderCurve), Of(WorthMetric.LogLoss), Of(WorthMetric.Accuracy), Of(WorthMetric.LiftAtTenth)];

    /// <summary>What is measured.</summary>
    public WorthMetric Metric { get; }

    /// <summary>The smallest figure.</summary>
    public double Least { get; }

    /// <summary>The largest figure.</summary>
    public double Most { get; }

    /// <summary>False for an error.</summary>
    public bool IsHigherBetter => Metric is WorthMetric.AreaUnderCurve or WorthMetric.Accuracy or WorthMetric.LiftAtTenth or WorthMetric.MacroF1 or WorthMetric.Determination;

    /// <summary>The largest size of a figure, and of a gain.</summary>
    internal (double Figure, double Gain) Scales => (Math.Max(Math.Abs(Least), Math.Abs(Most)), Most - Least);

    /// <summary>A metric that has a range of its own: log loss counts at most 16 nats, R² at least −1.</summary>
    /// <exception cref="ArgumentException">The metric's range depends on the data; give it.</exception>
    public static WorthMeasure Of(WorthMetric metric) => metric switch
    {
        WorthMetric.AreaUnderCurve or WorthMetric.Accuracy or WorthMetric.MacroF1 => new WorthMeasure(metric, 0, 1),
        WorthMetric.LogLoss => new WorthMeasure(metric, 0, 16),
        WorthMetric.LiftAtTenth => new WorthMeasure(metric, 0, 10),
        WorthMetric.Determination => new WorthMeasure(metric, -1, 1),
        _ => throw new ArgumentException($"{metric} has no range of its own; say what its largest figure is.", nameof(metric)),
    };

    /// <summary>A metric whose figures are 0 to the given one, or ± it for <see cref="WorthMetric.Surprise"/>. Sums keep 2⁻⁴⁷ of it, so a thousand times what is usual is ample.</summary>
    /// <param name="metric">Absolute or squared error, surprise or squared distance.</param>
    /// <param name="most">Above 0; what is beyond counts as this.</param>
    /// <exception cref="ArgumentException">The metric has a range of its own, or the figure is not above 0 and finite.</exception>
    public static WorthMeasure UpTo(WorthMetric metric, double most) => metric switch
    {
        WorthMetric.AbsoluteError or WorthMetric.RootSquaredError or WorthMetric.SquaredDistance => new WorthMeasure(metric, 0, most),
        WorthMetric.Surprise => new WorthMeasure(metric, -most, most),
        _ => throw new ArgumentException($"{metric} has a range of its own.", nameof(metric)),
    };

    /// <summary>A figure as it is summed: what has no bound by nature is cut, anything else must be in range.</summary>
    /// <exception cref="ArgumentException">The figure is out of range.</exception>
    internal double Checked(double value, WorthModel model)
    {
        double cut = Metric switch
        {
            WorthMetric.Surprise => Math.Clamp(value, Least, Most),
            WorthMetric.Determination => Math.Max(value, Least),
            WorthMetric.LogLoss or WorthMetric.AbsoluteError or WorthMetric.RootSquaredError or WorthMetric.SquaredDistance => Math.Min(value, Most),
            _ => value,
        };
        return double.IsNaN(cut) || (cut >= Least && cut <= Most) ? cut : throw new ArgumentException($"{Metric} of the {model} model is {value}; it is {Least} to {Most}.", nameof(value));
    }

    /// <summary>The measures, or those of two classes when none are given.</summary>
    /// <exception cref="ArgumentException">There is none, or a metric twice.</exception>
    internal static ImmutableArray<WorthMeasure> OrTwoClasses(ImmutableArray<WorthMeasure> measures)
    {
        if (measures.IsDefault)
            return TwoClasses;
        return measures.Length > 0 && measures.DistinctBy(measure => measure.Metric).Count() == measures.Length
            ? measures
            : throw new ArgumentException("The measures are none, or name a metric twice.", nameof(measures));
    }
}
