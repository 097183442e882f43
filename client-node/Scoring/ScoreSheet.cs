using System.Globalization;
using System.Text;
using CsvHelper;
using Federated.ClientNode.Join;
using Federated.Tasks.Scores;

namespace Federated.ClientNode.Scoring;

/// <summary>
/// The scores as a CSV file for this partner's own people: the customer's id (or the line in the source, when the contract has no id), each result with six decimals
/// or in words, the group from 1 to 10 where results rank customers, the reasons that were asked for, and the model. It takes its place whole or not at all.
/// </summary>
internal static class ScoreSheet
{
    /// <param name="path">File to write; one that exists is replaced.</param>
    /// <param name="batches">The customers and their results, all of one model; read once.</param>
    /// <param name="reasons">Columns for reasons, where there are any.</param>
    /// <returns>Rows written.</returns>
    public static long Write(string path, IEnumerable<ScoredCustomers> batches, int reasons)
    {
        long rows = 0;
        using var file = new AtomicFile.Pending(path);
        using (var writer = new StreamWriter(file.Stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" })
        using (var csv = new CsvWriter(writer, CultureInfo.InvariantCulture, leaveOpen: true))
        {
            foreach (var batch in batches)
            {
                if (batch.Names.Count != batch.Rows.Count)
                    throw new ArgumentException($"There are {batch.Rows.Count} rows of scores for {batch.Names.Count} customers.", nameof(batches));
                var columns = batch.Rows.Reasons is null ? 0 : reasons;
                if (rows == 0)
                    WriteRow(csv, Headings(batch, columns));
                for (var row = 0; row < batch.Rows.Count; row++)
                    WriteRow(csv, Cells(batch, row, columns));
                rows += batch.Rows.Count;
            }
        }

        file.Commit();
        return rows;
    }

    /// <summary>A spreadsheet takes a cell that begins so for a formula; an apostrophe before it makes it text.</summary>
    internal static string Inert(string cell) => cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? $"'{cell}" : cell;

    private static IEnumerable<string> Headings(ScoredCustomers scored, int reasons) =>
    [
        Inert(scored.Heading), .. scored.Rows.Columns.Select(column => column.Name), .. scored.Groups is null ? [] : new[] { "group" },
        .. Enumerable.Range(1, reasons).Select(rank => string.Create(CultureInfo.InvariantCulture, $"reason_{rank}")), "model",
    ];

    private static IEnumerable<string> Cells(ScoredCustomers scored, int row, int reasons) =>
    [
        Inert(scored.Names[row]), .. scored.Rows.Columns.Select(column => Cell(column, row)), .. scored.Groups is { } groups ? new[] { groups[row] == 0 ? "" : groups[row].ToString(CultureInfo.InvariantCulture) } : [],
        .. Enumerable.Range(0, reasons).Select(rank => Inert(scored.Rows.Reasons![row].ElementAtOrDefault(rank)?.Words ?? "")), scored.Version,
    ];

    // A number never begins a formula; only a minus sign can stand before its digits.
    private static string Cell(ScoreColumn column, int row) => column.Numbers is { } numbers
        ? double.IsFinite(numbers[row]) ? numbers[row].ToString("0.000000", CultureInfo.InvariantCulture) : ""
        : Inert(column.Words![row]);

    private static void WriteRow(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.NextRecord();
    }
}
