using System.Globalization;
using System.Text;
using CsvHelper;
using Federated.ClientNode.Join;

namespace Federated.ClientNode.Scoring;

/// <summary>
/// The scores as a CSV file for this partner's own people: the customer's id (or the line in the source, when the contract has no id), the
/// score with six decimals, and the group from 1 to 10. It takes its place whole or not at all.
/// </summary>
internal static class ScoreSheet
{
    /// <param name="path">File to write; one that exists is replaced.</param>
    /// <param name="heading">Heading of the first column.</param>
    /// <param name="customers">Id or line of each row.</param>
    /// <param name="scores">Score of each row, in [0, 1].</param>
    public static void Write(string path, string heading, IReadOnlyList<string> customers, ReadOnlySpan<float> scores)
    {
        var groups = ScoreGroups.Of(scores);
        using var file = new AtomicFile.Pending(path);
        using (var writer = new StreamWriter(file.Stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" })
        using (var csv = new CsvWriter(writer, CultureInfo.InvariantCulture, leaveOpen: true))
        {
            WriteRow(csv, heading, "score", "group");
            for (var row = 0; row < groups.Length; row++)
                WriteRow(csv, customers[row], scores[row].ToString("0.000000", CultureInfo.InvariantCulture), groups[row].ToString(CultureInfo.InvariantCulture));
        }

        file.Commit();
    }

    /// <summary>A spreadsheet takes a cell that begins so for a formula; an apostrophe before it makes it text.</summary>
    internal static string Inert(string cell) => cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? $"'{cell}" : cell;

    private static void WriteRow(CsvWriter csv, string customer, string score, string group)
    {
        csv.WriteField(Inert(customer));
        csv.WriteField(score);
        csv.WriteField(group);
        csv.NextRecord();
    }
}
