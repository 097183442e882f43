using System.Globalization;
using System.Text;
using CsvHelper;
using Federated.ClientNode.Join;
using Federated.ClientNode.Scoring;

namespace Federated.ClientNode.Profiles;

/// <summary>The profiles as a CSV file; it takes its place whole or not at all.</summary>
internal static class ProfileSheet
{
    /// <param name="path">File to write; one that exists is replaced.</param>
    /// <param name="idHeading">Heading of the ids.</param>
    /// <param name="columns">The other headings.</param>
    /// <param name="rows">An id, and a cell for each column; read once.</param>
    /// <returns>Customers written.</returns>
    public static long Write(string path, string idHeading, IReadOnlyList<ProfileColumn> columns, IEnumerable<(string Id, string?[] Cells)> rows)
    {
        long written = 0;
        using var file = new AtomicFile.Pending(path);
        using (var writer = new StreamWriter(file.Stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" })
        using (var csv = new CsvWriter(writer, CultureInfo.InvariantCulture, leaveOpen: true))
        {
            WriteRow(csv, [idHeading, .. columns.Select(column => column.Name)]);
            foreach (var (id, cells) in rows)
            {
                WriteRow(csv, [id, .. cells]);
                written++;
            }
        }

        file.Commit();
        return written;
    }

    private static void WriteRow(CsvWriter csv, IEnumerable<string?> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(IsNumber(cell) ? cell : ScoreSheet.Inert(cell ?? ""));
        csv.NextRecord();
    }

    // A negative number is no formula.
    private static bool IsNumber(string? cell) => double.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _);
}
