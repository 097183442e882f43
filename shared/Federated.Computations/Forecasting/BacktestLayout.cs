using Federated.Learning.Forecasting;

namespace Federated.Computations.Forecasting;

/// <summary>Where each sum of a backtest stands: number of rows and four sums of what came; eight sums a model and who chose it; four sums for each period ahead.</summary>
internal sealed class BacktestLayout(BacktestOptions options)
{
    private const int Rows = 0, Amounts = 1, AmountSquares = 2, Logs = 3, LogSquares = 4, Common = 5;
    private const int Absolute = 0, Squared = 1, Pinball = 2, Covered = 3, Ratios = 4, RatioRows = 5, LogErrors = 6, Chosen = 7, OfModel = 8;
    private const int AheadRows = 0, AheadAbsolute = 1, AheadAmounts = 2, AheadCovered = 3, OfAhead = 4;
    private const double MostRatio = 1000;

    private readonly double _mostLog = Math.Log(1 + options.Most);

    public int Length => Common + (options.Models * OfModel) + (options.Horizon * OfAhead);

    /// <summary>The most that one row adds to each sum.</summary>
    public double[] Most()
    {
        double most = options.Most;
        return
        [
            1, most, most * most, _mostLog, _mostLog * _mostLog,
            .. Enumerable.Range(0, options.Models).SelectMany(_ => new[] { most, most * most, most, 1, MostRatio, 1, 4 * _mostLog * _mostLog, 1 }),
            .. Enumerable.Range(0, options.Horizon).SelectMany(_ => new[] { 1, most, most, 1 }),
        ];
    }

    public void Add(ModelOutcomes outcomes, Span<double> into)
    {
        if (outcomes.Models.Count != options.Models || outcomes.Models.Any(model => model.Count != outcomes.Models[0].Count) || outcomes.Chosen < 0 || outcomes.Chosen >= options.Models - 1)
            throw new ContributionException($"The node brought outcomes of {outcomes.Models.Count} models; the job compares {options.Models}, each on the same rows.");
        foreach (ForecastOutcome row in outcomes.Models[0])
            AddRow(row, into);
        for (int model = 0; model < options.Models; model++)
        {
            Span<double> part = into.Slice(Common + (model * OfModel), OfModel);
            foreach (ForecastOutcome row in outcomes.Models[model])
                AddOutcome(row, part);
            part[Chosen] += model == outcomes.Chosen || model == options.Models - 1 ? 1 : 0;
        }
    }

    public BacktestResult Read(ReadOnlySpan<double> sums)
    {
        double rows = Math.Round(sums[Rows]), amounts = sums[Amounts];
        var models = new ForecastQuality[options.Models];
        for (int model = 0; model < models.Length; model++)
        {
            ReadOnlySpan<double> part = sums.Slice(Common + (model * OfModel), OfModel);
            double Explained(double errors, double squares, double sum) => squares - (sum * sum / rows) is > 0 and var total ? 1 - (errors / total) : double.NaN;
            models[model] = new ForecastQuality(
                Share(part[Absolute], rows), Math.Sqrt(Share(Math.Max(0, part[Squared]), rows)), Share(part[Absolute], amounts), Share(part[Ratios], part[RatioRows]),
                Explained(part[Squared], sums[AmountSquares], amounts), Explained(part[LogErrors], sums[LogSquares], sums[Logs]), Share(part[Pinball], rows), Share(part[Covered], rows), (int)Math.Round(part[Chosen]));
        }

        var ahead = new AheadQuality[options.Horizon];
        for (int period = 0; period < ahead.Length; period++)
        {
            ReadOnlySpan<double> part = sums.Slice(Common + (options.Models * OfModel) + (period * OfAhead), OfAhead);
            ahead[period] = new AheadQuality(Share(part[AheadAbsolute], part[AheadAmounts]), Share(part[AheadCovered], part[AheadRows]));
        }

        return new BacktestResult((long)rows, Share(amounts, rows), [.. models], [.. ahead]);
    }

    // Rounding leaves a trace in sums of nothing.
    private static double Share(double part, double whole) => whole > 1e-6 ? part / whole : double.NaN;

    private void AddRow(ForecastOutcome row, Span<double> into)
    {
        double actual = Math.Clamp(row.Actual, 0, options.Most), log = Math.Log(1 + actual);
        into[Rows]++;
        into[Amounts] += actual;
        into[AmountSquares] += actual * actual;
        into[Logs] += log;
        into[LogSquares] += log * log;
        Span<double> ahead = into.Slice(Common + (options.Models * OfModel) + ((row.Ahead - 1) * OfAhead), OfAhead);
        ahead[AheadRows]++;
        ahead[AheadAbsolute] += Math.Abs(actual - Math.Clamp(row.Median, 0, options.Most));
        ahead[AheadAmounts] += actual;
        ahead[AheadCovered] += actual >= row.Low && actual <= row.High ? 1 : 0;
    }

    private void AddOutcome(ForecastOutcome row, Span<double> part)
    {
        double actual = Math.Clamp(row.Actual, 0, options.Most), median = Math.Clamp(row.Median, 0, options.Most), mean = Math.Clamp(row.Mean, 0, options.Most);
        double off = Math.Abs(actual - median), logError = Math.Clamp(row.LogError, -2 * _mostLog, 2 * _mostLog);
        part[Absolute] += off;
        part[Squared] += (actual - mean) * (actual - mean);
        part[Pinball] += (PinballLoss.Of(actual, Math.Clamp(row.Low, 0, options.Most), 0.1) + PinballLoss.Of(actual, median, 0.5) + PinballLoss.Of(actual, Math.Clamp(row.High, 0, options.Most), 0.9)) / 3;
        part[Covered] += actual >= row.Low && actual <= row.High ? 1 : 0;
        part[LogErrors] += logError * logError;
        if (!(row.Step > 0))
            return;
        part[Ratios] += Math.Min(MostRatio, off / row.Step);
        part[RatioRows]++;
    }
}
