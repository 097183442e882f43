namespace Federated.Tasks.Reports.Sections;

/// <summary>What left this machine, and what protects it and what does not.</summary>
public static class PrivacySection
{
    /// <param name="figures">From the node's own ledger.</param>
    public static ReportSection Of(PrivacyFigures figures) => new(
        "What left this machine?",
        $"No row, no identifier and no score left. In {FigureText.Of(figures.Rounds, FigureFormat.Count)} {(figures.Rounds == 1 ? "round" : "rounds")} this node sent masked integers of which only sums over at least {figures.SmallestCohort} partners became known.",
        [
            new FiguresBlock([
                new KeyFigure("Rows that left", "0"),
                KeyFigure.Of("Rounds", figures.Rounds, FigureFormat.Count),
                KeyFigure.Of("Masked values a round, at most", figures.ValuesARound, FigureFormat.Count),
                new KeyFigure("Sent in all", Bytes(figures.Bytes)),
            ]),
            new NoteBlock(ReportProvenance.PrivacyStatement),
        ]);

    private static string Bytes(long bytes) => bytes switch
    {
        >= 1_000_000 => FigureText.Of(bytes / 1e6, FigureFormat.Number) + " MB",
        >= 1_000 => FigureText.Of(bytes / 1e3, FigureFormat.Number) + " kB",
        _ => FigureText.Of(bytes, FigureFormat.Count) + " B",
    };
}
