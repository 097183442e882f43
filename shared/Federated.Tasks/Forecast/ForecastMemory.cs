using System.Collections.Immutable;
using Federated.Learning.Modules;
using Federated.Learning.State;

namespace Federated.Tasks.Forecast;

/// <summary>
/// What a node keeps of its own series for forecasts to come, and never sends: their ends, which model it chose, the levels or forecasts of that model for the last cut, and its bands. F64 tensors: <c>chosen</c> [1], <c>names</c>
/// [series × (2 + categories)], <c>values</c> [series × kept], <c>regressors</c> [series × regressors × kept] where there are such, <c>levels</c> [series × horizon], <c>slopes</c>
/// [horizon × (columns + 1)] of a regression of its own, and <c>bands</c> [horizon × 2].
/// </summary>
internal sealed record ForecastMemory(CandidateKind Chosen, SeriesBook Book, double[] Levels, double[] Slopes, AheadBands Bands)
{
    private const double Half = 4294967296.0;

    /// <summary>Of a node's series and models; levels are those of regressions, or the forecasts themselves of a baseline.</summary>
    public static ForecastMemory Of(ForecastContext context, ForecastPlan plan, SeriesBook book, Candidates candidates)
    {
        int horizon = plan.Settings.Horizon, last = plan.Cuts[plan.LastCut], kept = Kept(plan);
        IForecaster chosen = candidates[candidates.Chosen];
        var levels = new double[book.Series.Length * horizon];
        for (int place = 0; place < book.Series.Length; place++)
        {
            SeriesHistory series = book.Series[place];
            for (int ahead = 1; ahead <= horizon; ahead++)
                levels[(place * horizon) + ahead - 1] = chosen is PanelForecaster panel ? panel.Level(plan.LastCut, ahead, place) : chosen is TreeForecaster or NetworkForecaster ? 0 : chosen.Of(plan.LastCut, series, place, ahead, []);
        }

        return new ForecastMemory(candidates.Chosen, new SeriesBook(book.Series.Select(series => End(context, series, last, kept))), levels, candidates.Chosen == CandidateKind.Own ? ((PanelForecaster)chosen).LastSlopes() : [], candidates.Bands(candidates.Chosen));
    }

    /// <summary>As a snapshot; null when the node has no series.</summary>
    public ModelSnapshot? Write()
    {
        if (Book.Series.IsEmpty)
            return null;
        List<NamedTensor> tensors =
        [
            Tensor("chosen", [(double)Chosen]),
            Tensor("names", [.. Book.Series.SelectMany(series => new[] { Math.Floor(series.Name.Key / Half), series.Name.Key & uint.MaxValue }.Concat(series.Name.Codes.Select(code => (double)code)))]),
            Tensor("values", [.. Book.Series.SelectMany(series => series.Values)]),
            Tensor("levels", Levels),
            Tensor("bands", [.. Bands.Figures]),
        ];
        if (Book.Series[0].Regressors.Length > 0)
            tensors.Add(Tensor("regressors", [.. Book.Series.SelectMany(series => series.Regressors.SelectMany(column => column))]));
        if (Slopes.Length > 0)
            tensors.Add(Tensor("slopes", Slopes));
        return new ModelSnapshot(tensors);
    }

    /// <summary>Reads what <see cref="Write"/> wrote in a job with the same plan.</summary>
    /// <exception cref="TaskStateException">It does not fit the job.</exception>
    public static ForecastMemory Read(ModelSnapshot memory, ForecastContext context, ForecastPlan plan)
    {
        try
        {
            int kept = Kept(plan), width = 2 + context.Fields.Series.Length, regressors = context.Fields.Regressors.Length, first = plan.Cuts[plan.LastCut] - kept + 1;
            double[] names = memory.Doubles("names").ToArray(), values = memory.Doubles("values").ToArray(), columns = regressors > 0 ? memory.Doubles("regressors").ToArray() : [];
            IEnumerable<SeriesHistory> series = names.Chunk(width).Select((name, place) => new SeriesHistory(
                new SeriesName(((ulong)name[0] << 32) | (ulong)name[1], [.. name[2..].Select(code => (int)code)]), first, values[(place * kept)..((place + 1) * kept)],
                [.. Enumerable.Range(0, regressors).Select(column => columns.AsSpan(((place * regressors) + column) * kept, kept).ToArray())], context.Fields.Price));
            double[] levels = memory.Doubles("levels").ToArray(), bands = memory.Doubles("bands").ToArray();
            int count = names.Length / width;
            if (names.Length != count * width || values.Length != count * kept || columns.Length != count * regressors * kept || levels.Length != count * plan.Settings.Horizon || bands.Length != AheadBands.Width * plan.Settings.Horizon)
                throw new TaskStateException("What this node kept is of another job, with another horizon, season or other fields. Run the job again, or use the model of the job that it was kept for.");
            var chosen = (CandidateKind)(int)memory.Doubles("chosen")[0];
            return new ForecastMemory(chosen, new SeriesBook(series), levels, chosen == CandidateKind.Own ? memory.Doubles("slopes").ToArray() : [], new AheadBands(bands));
        }
        catch (Exception fault) when (fault is ArgumentException or ModelMismatchException or KeyNotFoundException or InvalidOperationException)
        {
            throw new TaskStateException($"What this node kept of the job does not fit it: {fault.Message}", fault);
        }
    }

    private static int Kept(ForecastPlan plan) => Math.Max(60, 2 * plan.Settings.Season);

    private static SeriesHistory End(ForecastContext context, SeriesHistory series, int last, int kept)
    {
        int[] periods = [.. Enumerable.Range(last - kept + 1, kept)];
        double[][] planned = [.. periods.Select(series.At)];
        return new SeriesHistory(
            series.Name, periods[0], [.. periods.Select(period => series[period])], [.. Enumerable.Range(0, series.Regressors.Length).Select(column => planned.Select(values => values[column]).ToArray())], context.Fields.Price);
    }

    private static DoubleTensor Tensor(string name, double[] values) => new(name, new TensorShape(values.Length), values);
}
