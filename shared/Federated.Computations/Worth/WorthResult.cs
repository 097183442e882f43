using System.Collections.Immutable;

namespace Federated.Computations.Worth;

/// <summary>What the consortium learns of the joint model's worth: means and spreads over partners.</summary>
public sealed class WorthResult
{
    private readonly ImmutableArray<WorthFigure?> _figures;

    internal WorthResult(ImmutableArray<WorthMeasure> measures, int partners, long rows, ImmutableArray<WorthFigure?> figures)
    {
        Measures = measures;
        Partners = partners;
        Rows = rows;
        _figures = figures;
    }

    /// <summary>What was measured.</summary>
    public ImmutableArray<WorthMeasure> Measures { get; }

    /// <summary>Partners in the sum.</summary>
    public int Partners { get; }

    /// <summary>Test rows of all partners together.</summary>
    public long Rows { get; }

    internal IReadOnlyList<WorthFigure?> Figures => _figures;

    /// <summary>The metric of a model; null when fewer partners than the floor determined it, or when it was not measured.</summary>
    public WorthFigure? Of(WorthModel model, WorthMetric metric) => Figure(metric, (int)model);

    /// <summary>The metric of a model less that of the local one, partner by partner; null as above.</summary>
    /// <exception cref="ArgumentException">The local model gains nothing on itself.</exception>
    public WorthFigure? GainOf(WorthModel model, WorthMetric metric) => model == WorthModel.Local
        ? throw new ArgumentException("A gain is one over the local model.", nameof(model))
        : Figure(metric, WorthModels.All.Length + (int)model - 1);

    private WorthFigure? Figure(WorthMetric metric, int figure)
    {
        for (int place = 0; place < Measures.Length; place++)
        {
            if (Measures[place].Metric == metric)
                return _figures[(place * WorthModels.FiguresOfMetric) + figure];
        }

        return null;
    }
}
