using Federated.Learning.Modules;

namespace Federated.Tasks.Forecast;

/// <summary>Networks for each of the plan's trained cuts; at cuts between them they look at what is known by then.</summary>
internal sealed class NetworkForecaster(IReadOnlyList<IModel> networks, NetworkColumns columns, ForecastPlan plan) : IForecaster
{
    public double Of(int cut, SeriesHistory series, int place, int ahead, ReadOnlySpan<double> regressors)
    {
        var inputs = new float[columns.Architecture.InputSize];
        columns.Fill(series, plan.Cuts[cut] + ahead, ahead, regressors, inputs);
        return columns.Value(series, plan.Cuts[cut], networks[plan.TrainedFor(cut)].Forward(inputs, 1, training: false).Span[0]);
    }
}
