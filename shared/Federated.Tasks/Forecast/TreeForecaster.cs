using Federated.Learning.Trees;

namespace Federated.Tasks.Forecast;

/// <summary>Trees that were grown on what lies before the first cut; at later cuts they look at what is known by then.</summary>
internal sealed class TreeForecaster(BoostedTrees trees, TreeColumns columns, ForecastPlan plan) : IForecaster
{
    public double Of(int cut, SeriesHistory series, int place, int ahead, ReadOnlySpan<double> regressors)
    {
        var inputs = new float[columns.Width];
        columns.Fill(series, plan.Cuts[cut] + ahead, ahead, regressors, inputs);
        return TreeColumns.Level(series, plan.Cuts[cut]) + trees.Scores(inputs)[0];
    }
}
