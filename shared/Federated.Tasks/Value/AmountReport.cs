using System.Globalization;
using Federated.Computations.Amounts;

namespace Federated.Tasks.Value;

/// <summary>What people are told of the quality of predicted amounts.</summary>
internal static class AmountReport
{
    public static IEnumerable<TaskFigure> Figures(AmountQuality quality) =>
    [
        new TaskFigure("gini", "Gini", quality.Gini),
        new TaskFigure("gini_share", "Gini as a share of the best possible", quality.ShareOfGini),
        new TaskFigure("mae", "mean absolute error", quality.MeanAbsoluteError),
        new TaskFigure("rmse", "root mean squared error", quality.RootMeanSquaredError),
        new TaskFigure("mean_predicted", "mean predicted amount", quality.MeanPredicted),
        new TaskFigure("mean_actual", "mean amount", quality.MeanActual),
        .. quality.Tenths.SelectMany((tenth, index) => Tenth(tenth, index + 1)),
    ];

    public static string Headline(AmountQuality quality) => string.Create(
        CultureInfo.InvariantCulture, $"off by {quality.MeanAbsoluteError:0.00} on average where the mean amount is {quality.MeanActual:0.00}, in {quality.ShareOfGini:0 %} of the best possible order, on {quality.Rows:N0} held-out customers");

    private static IEnumerable<TaskFigure> Tenth(AmountTenth tenth, int index) =>
    [
        new TaskFigure(string.Create(CultureInfo.InvariantCulture, $"tenth_{index}_predicted"), $"tenth {index} by prediction: mean predicted", tenth.Predicted),
        new TaskFigure(string.Create(CultureInfo.InvariantCulture, $"tenth_{index}_actual"), $"tenth {index} by prediction: mean amount", tenth.Actual),
        new TaskFigure(string.Create(CultureInfo.InvariantCulture, $"tenth_{index}_rows"), $"tenth {index} by prediction: rows", tenth.Rows),
    ];
}
