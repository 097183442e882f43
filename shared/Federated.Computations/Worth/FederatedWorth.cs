using System.Collections.Immutable;

namespace Federated.Computations.Worth;

/// <summary>
/// Is training together worth it? One round: each partner contributes its own figures and their squares, and the gains over its local model and theirs, all scaled
/// to ±1, so that only means and spreads over partners are learnt; no partner's figure is seen by another or by the coordinator. A metric that a partner's
/// rows do not determine (the area under the curve of one class) counts as absent. Fewer partners than the floor are refused, and a metric that fewer
/// determined is left out. Partners count alike, whatever their rows. Of 48 bits, rounding moves a mean by 1e-14 of its range.
/// </summary>
public sealed class FederatedWorth : IComputation<WorthState, PartnerWorth>
{
    private const int Bits = 48;
    private const int Rows = 0;
    private const double Tolerance = 1e-6;

    // How many partners have the metric, then the sum and the sum of squares of each of its figures.
    private static readonly int MetricWidth = 1 + (2 * WorthModels.FiguresOfMetric);

    /// <inheritdoc/>
    public ContributionSpec Specify(WorthState state)
    {
        int metrics = Requested(state).Measures.Length;
        return new ContributionSpec(1 + (metrics * MetricWidth), bound: 1, clipNorm: null, Bits, weightBound: 1, UnitOfPrivacy.Partner);
    }

    /// <inheritdoc/>
    public void Contribute(WorthState state, PartnerWorth data, Contribution into)
    {
        WorthRequested requested = Requested(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        if (!data.Measures.SequenceEqual(requested.Measures))
            throw new ArgumentException("The figures are of other measures than the job's; measure what it asks for.", nameof(data));
        Span<double> values = into.Values;
        values.Clear();
        values[Rows] = (double)data.Rows / PartnerWorth.MostRows;
        for (int place = 0; place < requested.Measures.Length; place++)
        {
            WorthMetric metric = requested.Measures[place].Metric;
            (double figures, double gains) = requested.Measures[place].Scales;
            double local = data[WorthModel.Local, metric];
            if (double.IsNaN(local))
                continue;
            Span<double> part = values.Slice(1 + (place * MetricWidth), MetricWidth);
            part[0] = 1;
            int next = 1;
            foreach (WorthModel model in WorthModels.All)
                Put(part, ref next, data[model, metric] / figures);
            foreach (WorthModel model in WorthModels.All.Where(model => model != WorthModel.Local))
                Put(part, ref next, (data[model, metric] - local) / gains);
        }

        into.Weight = 1;
        into.Validate();
    }

    /// <inheritdoc/>
    public WorthState Apply(WorthState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        WorthRequested requested = Requested(state);
        sum.RequireFit(Specify(state));
        if (sum.Contributors < requested.Floor)
        {
            throw new ContributionException(
                $"{sum.Contributors} partners sent figures, but means are told of {requested.Floor} at least; run the round again when more partners take part.");
        }

        double rows = Math.Round(sum.Values[Rows] * PartnerWorth.MostRows);
        if (!(rows >= sum.Contributors && rows <= (double)sum.Contributors * PartnerWorth.MostRows))
            throw new ContributionException($"The sum tells of {rows} test rows, which {sum.Contributors} partners cannot have; a node sent something else.");
        var figures = ImmutableArray.CreateBuilder<WorthFigure?>();
        for (int place = 0; place < requested.Measures.Length; place++)
        {
            WorthMeasure measure = requested.Measures[place];
            int start = 1 + (place * MetricWidth);
            int partners = (int)SummedCount.Of(sum.Values, start, sum.Contributors);
            for (int figure = 0; figure < WorthModels.FiguresOfMetric; figure++)
            {
                (double total, double squares) = (sum.Values[start + 1 + (2 * figure)], sum.Values[start + 2 + (2 * figure)]);
                (double least, double scale) = figure < WorthModels.All.Length ? (measure.Least / measure.Scales.Figure, measure.Scales.Figure) : (-1, measure.Scales.Gain);
                figures.Add(FigureOf(partners, total, squares, least, scale, requested.Floor));
            }
        }

        return new WorthComputed(new WorthResult(requested.Measures, sum.Contributors, (long)rows, figures.ToImmutable()));
    }

    /// <inheritdoc/>
    public bool IsDone(WorthState state) => state is WorthComputed;

    private static WorthRequested Requested(WorthState state)
        => state as WorthRequested ?? throw new InvalidOperationException("The worth is computed already; no round is left.");

    private static void Put(Span<double> part, ref int place, double value)
    {
        part[place++] = value;
        part[place++] = value * value;
    }

    private static WorthFigure? FigureOf(int partners, double total, double squares, double least, double range, int floor)
    {
        if (!(total >= (least * partners) - Tolerance && total <= partners + Tolerance && squares >= -Tolerance && squares <= partners + Tolerance))
            throw new ContributionException($"A figure of {partners} partners adds up to {total}, its squares to {squares}; a node sent something else.");
        if (partners < floor)
            return null;
        double mean = total / partners;
        double variance = Math.Max(0, squares - (partners * mean * mean)) / (partners - 1);
        return new WorthFigure(partners, mean * range, Math.Sqrt(variance) * range);
    }
}
