using System.Text;
using CsvHelper;

namespace Federated.Samples.Quickstart.Tables;

/// <summary>Writes a table as a partner would have it: UTF-8, the file's own delimiter, all columns.</summary>
internal static class CsvTableWriter
{
    public static void Write(string path, CsvTable table)
    {
        using var text = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var settings = CsvSettings.For(table.Delimiter, () => { });
        settings.NewLine = "\n";
        using var writer = new CsvWriter(text, settings);
        WriteRow(writer, table.Columns);
        foreach (var row in table.Rows)
            WriteRow(writer, row);
    }

    private static void WriteRow(CsvWriter writer, IReadOnlyList<string> cells)
    {
        foreach (var cell in cells)
            writer.WriteField(cell);
        writer.NextRecord();
    }
}
