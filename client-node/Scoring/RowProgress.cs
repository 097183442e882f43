using System.Globalization;

namespace Federated.ClientNode.Scoring;

/// <summary>Tells a person who waits how far a long table is: a line for each million rows. A short table is silent.</summary>
/// <param name="lines">Where it is told, usually standard error.</param>
internal sealed class RowProgress(TextWriter lines)
{
    private const long Step = 1_000_000;

    /// <param name="what">What was done to the rows: "scored".</param>
    /// <param name="rows">Rows so far.</param>
    /// <param name="latest">Those of them since the last report.</param>
    public void Report(string what, long rows, long latest)
    {
        if (rows / Step > (rows - latest) / Step)
            lines.WriteLine(string.Create(CultureInfo.InvariantCulture, $"– {rows / Step * Step:N0} rows {what}"));
    }
}
