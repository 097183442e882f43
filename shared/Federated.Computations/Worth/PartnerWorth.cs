using System.Collections.Immutable;

namespace Federated.Computations.Worth;

/// <summary>A partner's own figures: every metric of every model on its test rows. It never leaves the node but as part of a masked sum.</summary>
public sealed class PartnerWorth
{
    /// <summary>Most rows of a partner: 2²⁴.</summary>
    public const int MostRows = 1 << 24;

    private readonly ImmutableDictionary<(WorthModel, WorthMetric), double> _figures;

    /// <summary>Checks every figure.</summary>
    /// <param name="rows">Test rows, 1 to <see cref="MostRows"/>.</param>
    /// <param name="figure">The metric of a model; NaN where the rows do not determine it, then of every model. Errors beyond their measure's range are cut to it.</param>
    /// <param name="measures">What is measured; by default <see cref="WorthMeasure.TwoClasses"/>.</param>
    /// <exception cref="ArgumentException">Rows or a figure out of range, or a metric that only some models have.</exception>
    public PartnerWorth(int rows, Func<WorthModel, WorthMetric, double> figure, ImmutableArray<WorthMeasure> measures = default)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, MostRows);
        Rows = rows;
        Measures = WorthMeasure.OrTwoClasses(measures);
        var figures = ImmutableDictionary.CreateBuilder<(WorthModel, WorthMetric), double>();
        foreach (WorthMeasure measure in Measures)
        {
            double[] own = [.. WorthModels.All.Select(model => measure.Checked(figure(model, measure.Metric), model))];
            if (own.Select(double.IsNaN).Distinct().Count() > 1)
                throw new ArgumentException($"{measure.Metric} is known of some models only; measure all of them on the same rows.", nameof(figure));
            foreach (WorthModel model in WorthModels.All)
                figures[(model, measure.Metric)] = own[(int)model];
        }

        _figures = figures.ToImmutable();
    }

    /// <summary>Test rows.</summary>
    public int Rows { get; }

    /// <summary>What is measured.</summary>
    public ImmutableArray<WorthMeasure> Measures { get; }

    /// <summary>The metric of a model, NaN where the rows do not determine it.</summary>
    public double this[WorthModel model, WorthMetric metric] => _figures[(model, metric)];

    /// <summary>Never the figures.</summary>
    public override string ToString() => "Figures of one partner";
}
