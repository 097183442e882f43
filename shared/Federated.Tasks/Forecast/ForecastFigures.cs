using System.Globalization;
using Federated.Computations.Forecasting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;

namespace Federated.Tasks.Forecast;

/// <summary>What people and scripts are told of a forecast job.</summary>
internal static class ForecastFigures
{
    private static readonly (CandidateKind Kind, string Prefix, string Words)[] Others =
    [
        (CandidateKind.Linear, "linear", "joint regressions"), (CandidateKind.Own, "own", "own regressions"), (CandidateKind.Smoothing, "smoothing", "exponential smoothing"), (CandidateKind.Naive, "naive", "seasonal naive"),
    ];

    /// <summary>A candidate in words.</summary>
    public static string Words(CandidateKind kind, ModelKind model) => kind switch
    {
        CandidateKind.Joint => WordsOf(model),
        _ => Others.Single(other => other.Kind == kind).Words,
    };

    /// <summary>What a job trains jointly, in words.</summary>
    public static string WordsOf(ModelKind model) => model switch
    {
        ModelKind.BoostedTrees => "joint trees",
        ModelKind.Gru => "joint recurrent network",
        _ => "joint regressions",
    };

    public static IEnumerable<TaskFigure> Of(BacktestResult result)
    {
        ForecastQuality joint = result.Models[(int)CandidateKind.Joint], chosen = result.Models[^1];
        return
        [
            new("wape", "absolute error as a share of sales (WAPE)", joint.WeightedPercentageError),
            new("naive_wape", "WAPE of the seasonal naive forecast", result.Models[(int)CandidateKind.Naive].WeightedPercentageError),
            new("mase", "error against the naive step (MASE)", joint.ScaledError),
            new("coverage", "share within the band of 80 %", joint.Coverage),
            new("mae", "mean absolute error", joint.MeanAbsoluteError),
            new("rmse", "root mean squared error", joint.RootMeanSquaredError),
            new("r2", "R² of amounts", joint.RSquared),
            new("r2_log", "R² of the logarithm", joint.LogRSquared),
            new("pinball", "pinball loss of the quantiles", joint.Pinball),
            new("forecasts", "forecasts in the backtest", result.Rows),
            new("mean_actual", "mean amount", result.MeanActual),
            .. Others.SelectMany(other => Of(other.Prefix, other.Words, result.Models[(int)other.Kind]).Where(figure => figure.Name != "naive_wape")),
            .. Of("chosen", "each partner's choice", chosen),
        ];
    }

    public static IEnumerable<TaskFigure> Of(IReadOnlyList<Effect> effects) => effects.SelectMany(effect => new TaskFigure[]
    {
        new(effect.Name, (effect.IsElasticity ? "elasticity of " : "effect of ") + effect.Words, effect.Slope),
        new($"{effect.Name}_low", "its lower end", effect.Low), new($"{effect.Name}_high", "its upper end", effect.High),
    });

    public static string Headline(BacktestResult result, IReadOnlyList<Effect> effects)
    {
        string errors = string.Create(CultureInfo.InvariantCulture, $"off by {result.Models[(int)CandidateKind.Joint].WeightedPercentageError:0.0%} of sales on {result.Rows} forecasts, seasonal naive by {result.Models[(int)CandidateKind.Naive].WeightedPercentageError:0.0%}");
        return effects.FirstOrDefault(effect => effect.IsElasticity) is { } price ? string.Create(CultureInfo.InvariantCulture, $"{errors}; elasticity of {price.Words} {price.Slope:0.00}") : errors;
    }

    private static IEnumerable<TaskFigure> Of(string prefix, string words, ForecastQuality quality) =>
    [
        new($"{prefix}_wape", $"WAPE of {words}", quality.WeightedPercentageError), new($"{prefix}_mase", $"MASE of {words}", quality.ScaledError), new($"{prefix}_rmse", $"RMSE of {words}", quality.RootMeanSquaredError),
        new($"{prefix}_r2_log", $"R² of the logarithm of {words}", quality.LogRSquared), new($"{prefix}_coverage", $"coverage of {words}", quality.Coverage), new($"{prefix}_partners", $"partners with {words}", quality.Partners),
    ];
}
