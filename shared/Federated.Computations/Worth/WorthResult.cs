using System.Collections.Immutable;

namespace Federated.Computations.Worth;

/// <summary>What the consortium learns of the joint model's worth: means and spreads over partners.</summary>
public sealed class WorthResult
{
    /// <summary>Figures of each metric: those of the models, then the gains of all but the local one.</summary>
    internal static readonly int FiguresOfMetric = (2 * WorthGrid.Models.Length) - 1;

    private readonly ImmutableArray<WorthFigure?> _figures;

    internal WorthResult(int partners, long rows, ImmutableArray<WorthFigure?> figures)
    {
        Partners = partners;
        Rows = rows;
        _figures = figures;
    }

    /// <summary>Partners in the sum.</summary>
    public int Partners { get; }

    /// <summary>Test rows of all partners together.</summary>
    public long Rows { get; }

    internal IReadOnlyList<WorthFigure?> Figures => _figures;

    /// <summary>The metric of a model; null when fewer partners than the floor determined it.</summary>
    public WorthFigure? Of(WorthModel model, WorthMetric metric) => _figures[((int)metric * FiguresOfMetric) + (int)model];

    /// <summary>The metric of a model less that of the local one, partner by partner; null as above.</summary>
    /// <exception cref="ArgumentException">The local model gains nothing on itself.</exception>
    public WorthFigure? GainOf(WorthModel model, WorthMetric metric) => model == WorthModel.Local
        ? throw new ArgumentException("A gain is one over the local model.", nameof(model))
        : _figures[((int)metric * FiguresOfMetric) + WorthGrid.Models.Length + (int)model - 1];
}
