using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Reports.Sections;

/// <summary>What one gains by contacting the best-scored customers first.</summary>
public static class LiftSection
{
    /// <param name="whom">Those one looks for, in the plural: "leavers", "buyers".</param>
    /// <param name="curves">At least one; the first is the released model's.</param>
    public static ReportSection Of(string whom, IReadOnlyList<LiftCurve> curves)
    {
        ArgumentOutOfRangeException.ThrowIfZero(curves.Count);
        var first = curves[0];
        var sentence = $"Among the tenth of customers with the highest scores there are {FigureText.Of(first.LiftAtTenth.Value, FigureFormat.Multiple)} as many {whom} as among a tenth picked at random.";
        var finding = string.Join(" ", curves.Select(curve => $"{curve.Name}: the best-scored 20% hold {FigureText.Of(At(curve.Points, 0.2), FigureFormat.Share)} of all {whom}."));
        return new ReportSection(
            "What does contacting the best first gain?",
            sentence,
            [
                new FiguresBlock([.. curves.Take(4).Select(curve => KeyFigure.Of($"Better than random, top tenth: {curve.Name}", curve.LiftAtTenth.Value, FigureFormat.Multiple, curve.LiftAtTenth.HasInterval ? $"likely {FigureText.Of(curve.LiftAtTenth.Low, FigureFormat.Multiple)} to {FigureText.Of(curve.LiftAtTenth.High, FigureFormat.Multiple)}" : ""))]),
                new ChartBlock(new GainCurve($"How many of the {whom} are found", finding, [.. curves.Select(curve => (curve.Name, curve.Points))])),
            ]);
    }

    /// <summary>Found at a share of contacts, on the straight line between the points around it; NaN outside them.</summary>
    internal static double At(IReadOnlyList<GainPoint> points, double contacted)
    {
        for (var index = 1; index < points.Count; index++)
        {
            var (from, to) = (points[index - 1], points[index]);
            if (from.Contacted <= contacted && contacted <= to.Contacted && to.Contacted > from.Contacted)
                return from.Found + ((contacted - from.Contacted) / (to.Contacted - from.Contacted) * (to.Found - from.Found));
        }

        return double.NaN;
    }
}
