using System.Collections.Immutable;

namespace Federated.Computations.Worth;

/// <summary>A partner's own figures: every metric of every model on its test rows. It never leaves the node but as part of a masked sum.</summary>
public sealed class PartnerWorth
{
    /// <summary>Most rows of a partner: 2²⁴.</summary>
    public const int MostRows = 1 << 24;

    private readonly ImmutableArray<double> _figures;

    /// <summary>Checks every figure.</summary>
    /// <param name="rows">Test rows, 1 to <see cref="MostRows"/>.</param>
    /// <param name="figure">The metric of a model; NaN where the rows do not determine it, then of every model. A log loss above 16 nats counts as 16.</param>
    /// <exception cref="ArgumentException">Rows or a figure out of range, or a metric that only some models have.</exception>
    public PartnerWorth(int rows, Func<WorthModel, WorthMetric, double> figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, MostRows);
        Rows = rows;
        var figures = new double[WorthGrid.Length];
        foreach (WorthMetric metric in WorthGrid.Metrics)
        {
            foreach (WorthModel model in WorthGrid.Models)
                figures[WorthGrid.Index(model, metric)] = Checked(figure(model, metric), model, metric);
            if (WorthGrid.Models.Select(model => double.IsNaN(figures[WorthGrid.Index(model, metric)])).Distinct().Count() > 1)
                throw new ArgumentException($"{metric} is known of some models only; measure all of them on the same rows.", nameof(figure));
        }

        _figures = ImmutableArray.Create(figures);
    }

    /// <summary>Test rows.</summary>
    public int Rows { get; }

    /// <summary>The metric of a model, NaN where the rows do not determine it.</summary>
    public double this[WorthModel model, WorthMetric metric] => _figures[WorthGrid.Index(model, metric)];

    /// <summary>Never the figures.</summary>
    public override string ToString() => "Figures of one partner";

    private static double Checked(double value, WorthModel model, WorthMetric metric)
    {
        if (metric == WorthMetric.LogLoss && value > WorthGrid.MostLogLoss)
            return WorthGrid.MostLogLoss;
        if (double.IsNaN(value) || (value >= 0 && value <= WorthGrid.Range(metric)))
            return value;
        throw new ArgumentException($"{metric} of the {model} model is {value}; it is 0 to {WorthGrid.Range(metric)}.", nameof(value));
    }
}
