using System.Collections.Immutable;
using Federated.Tasks.Forecast;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks.Allocate;

/// <summary>
/// Curves of discounts: of a demand Q at a price p with elasticity ε, a discount of share d sells Q·(1 − d)^ε, gives away d·p on each, and returns the extra units at the list price, p·(Q·(1 − d)^ε − Q).
/// Demand that rises with the price counts as one that does not answer to it. One discount for all of a place; the forecast's other effects stay as they are.
/// </summary>
internal sealed class DiscountCurves : ICurveSource
{
    private static readonly double[] Discounts = [0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5];

    private readonly PlaceFields _places;
    private readonly CurvePrices _prices;
    private readonly string _price;
    private readonly ContractField? _priceBy;
    private readonly Dictionary<string, double> _elasticities;
    private readonly SortedDictionary<string, (ImmutableArray<string> Place, double[] Spend, double[] Return)> _sums = new(StringComparer.Ordinal);

    /// <param name="context">Of the job.</param>
    /// <param name="figures">What the job found.</param>
    /// <param name="places">Name places.</param>
    /// <param name="prices">What extra sales are worth.</param>
    /// <exception cref="ArgumentException">The job has no price.</exception>
    public DiscountCurves(ForecastContext context, IReadOnlyList<TaskFigure> figures, PlaceFields places, CurvePrices prices)
    {
        (_places, _prices) = (places, prices);
        _price = context.Fields.Price >= 0 ? context.Fields.Regressors[context.Fields.Price].Name : throw new ArgumentException("The forecast has no price, so it does not say what a discount returns.");
        _priceBy = context.Fields.PriceBy < 0 ? null : context.Fields.Series[context.Fields.PriceBy];
        _elasticities = figures.Where(figure => figure.Name.StartsWith("elasticity_", StringComparison.Ordinal)).ToDictionary(figure => figure.Name, figure => figure.Value, StringComparer.Ordinal);
    }

    public void Add(LocalTable table, ScoredRows rows)
    {
        IReadOnlyList<double> forecasts = rows.Columns[0].Numbers ?? throw new ArgumentException("The forecasts are words.");
        ReadOnlySpan<double> listed = table.Numbers(_price);
        ImmutableArray<string>[] places = _places.Of(table);
        for (int row = 0; row < places.Length; row++)
        {
            if (!(forecasts[row] > 0 && listed[row] > 0) || Elasticity(table, row) is not { } elasticity)
                continue;
            string name = string.Join('\n', places[row]);
            if (!_sums.TryGetValue(name, out (ImmutableArray<string> Place, double[] Spend, double[] Return) sums))
                _sums.Add(name, sums = (places[row], new double[Discounts.Length], new double[Discounts.Length]));
            for (int step = 0; step < Discounts.Length; step++)
            {
                double sold = forecasts[row] * Math.Pow(1 - Discounts[step], elasticity);
                sums.Spend[step] += Discounts[step] * listed[row] * sold;
                sums.Return[step] += listed[row] * (sold - forecasts[row]) * _prices.Value;
            }
        }
    }

    public IEnumerable<CurveRow> Rows()
    {
        foreach ((ImmutableArray<string> place, double[] spend, double[] returned) in _sums.Values)
        {
            yield return new CurveRow(place, 0, 0);
            for (int step = 0; step < Discounts.Length; step++)
                yield return new CurveRow(place, spend[step], returned[step]);
        }
    }

    private double? Elasticity(LocalTable table, int row)
    {
        string value = _priceBy is null ? "" : table.Categories(_priceBy.Name)[row] is >= 0 and var code ? $"_{_priceBy.Values[code]}" : "?";
        return _elasticities.TryGetValue($"elasticity_{_price}{value}", out double elasticity) ? Math.Min(0, elasticity) : null;
    }
}
