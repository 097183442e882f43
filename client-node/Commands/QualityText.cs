using System.Globalization;
using Federated.ClientNode.Scoring;

namespace Federated.ClientNode.Commands;

/// <summary>A model's quality for people and for scripts.</summary>
internal static class QualityText
{
    public static string Line(HeldOutQuality quality) => string.Create(
        CultureInfo.InvariantCulture,
        $"Held out  {quality.Rows:N0} rows, {quality.Positives:N0} positive   AUC {Figure(quality.AreaUnderCurve)}   log loss {Figure(quality.LogLoss)}   accuracy {Figure(quality.Accuracy)}");

    /// <summary>For a JSON serializer; what no row decides is null.</summary>
    public static object Json(HeldOutQuality quality) => new
    {
        rows = quality.Rows,
        positives = quality.Positives,
        auc = quality.AreaUnderCurve,
        log_loss = quality.LogLoss,
        accuracy = quality.Accuracy,
    };

    private static string Figure(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "–";
}
