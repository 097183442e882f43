using System.Collections.Immutable;
using Federated.Learning.Trees;

namespace Federated.Tasks.Forecast;

/// <summary>Trees for each of the plan's trained cuts; at cuts between them they look at what is known by then.</summary>
internal sealed class TreeForecaster(ImmutableArray<BoostedTrees> trees, InputColumns columns, ForecastPlan plan) : IForecaster
{
    public double Of(int cut, SeriesHistory series, int place, int ahead, ReadOnlySpan<double> regressors)
    {
        var inputs = new float[columns.Width];
        columns.Fill(series, plan.Cuts[cut] + ahead, ahead, regressors, inputs);
        return InputColumns.Level(series, plan.Cuts[cut]) + trees[plan.TrainedFor(cut)].Scores(inputs)[0];
    }
}
