using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Reports.Sections;

/// <summary>Whether a predicted chance of 30% comes true 30 times in a hundred.</summary>
public static class CalibrationSection
{
    /// <param name="bins">Held-out customers by their predicted chance, in its order.</param>
    /// <param name="calibrationError">Mean absolute difference of said and happened, weighted by customers, 0 to 1.</param>
    public static ReportSection Of(IReadOnlyList<CalibrationBin> bins, double calibrationError)
    {
        var worst = bins.Where(bin => double.IsFinite(bin.Observed.Value)).OrderByDescending(bin => Math.Abs(bin.Predicted - bin.Observed.Value)).Select(bin => (CalibrationBin?)bin).FirstOrDefault();
        var finding = worst is { } bin
            ? $"On average the chance is off by {Points(calibrationError)}; the largest gap is where the model said {FigureText.Of(bin.Predicted, FigureFormat.Share)} and {FigureText.Of(bin.Observed.Value, FigureFormat.Share)} happened."
            : "There are no held-out customers to compare with.";
        var sentence = !double.IsFinite(calibrationError) ? "There is nothing to compare the chances with."
            : calibrationError <= 0.03 ? $"Take the chances at their word: they are off by {Points(calibrationError)} on average."
            : $"Use the order of the scores rather than the chances themselves: they are off by {Points(calibrationError)} on average.";
        return new ReportSection("Can the chances be trusted?", sentence, [new ChartBlock(new CalibrationPlot("What the model said and what happened", finding, bins))]);
    }

    private static string Points(double share) => FigureText.Of(share * 100, FigureFormat.Number) + " percentage points";
}
