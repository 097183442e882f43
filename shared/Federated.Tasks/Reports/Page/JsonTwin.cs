using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Federated.Tasks.Reports.Page;

/// <summary>A report as JSON, for scripts: the same words, and every figure as a number (null where there is none).</summary>
internal static class JsonTwin
{
    public static string Write(ReportDocument report)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema_version", "1");
            json.WriteString("title", report.Title);
            json.WriteString("subtitle", report.Subtitle);
            json.WriteString("summary", report.Summary);
            WriteFigures(json, report.KeyFigures);
            json.WriteStartArray("sections");
            foreach (var section in report.Sections)
                WriteSection(json, section);
            json.WriteEndArray();
            WriteProvenance(json, report.Provenance);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void WriteSection(Utf8JsonWriter json, ReportSection section)
    {
        json.WriteStartObject();
        json.WriteString("title", section.Title);
        json.WriteString("sentence", section.Sentence);
        json.WriteStartArray("blocks");
        foreach (var block in section.Blocks)
        {
            json.WriteStartObject();
            WriteBlock(json, block);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteBlock(Utf8JsonWriter json, ReportBlock block)
    {
        switch (block)
        {
            case TextBlock text:
                json.WriteString("kind", "text");
                json.WriteString("text", text.Text);
                break;
            case NoteBlock note:
                json.WriteString("kind", "note");
                json.WriteString("text", note.Text);
                break;
            case FiguresBlock figures:
                json.WriteString("kind", "figures");
                WriteFigures(json, figures.Figures);
                break;
            case TableBlock table:
                json.WriteString("kind", "table");
                WriteTable(json, table.Table);
                break;
            case ChartBlock { Chart: var chart }:
                json.WriteString("kind", "chart");
                json.WriteString("chart", chart.Kind);
                json.WriteString("finding", chart.Finding);
                WriteTable(json, chart.Table);
                break;
        }
    }

    private static void WriteFigures(Utf8JsonWriter json, IReadOnlyList<KeyFigure> figures)
    {
        json.WriteStartArray("key_figures");
        foreach (var figure in figures)
        {
            json.WriteStartObject();
            json.WriteString("label", figure.Label);
            json.WriteString("value", figure.Value);
            json.WriteString("note", figure.Note);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTable(Utf8JsonWriter json, ReportTable table)
    {
        json.WriteString("caption", table.Caption);
        json.WriteStartArray("columns");
        foreach (var column in table.Columns)
            json.WriteStringValue(column.Heading);
        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in table.Rows)
        {
            json.WriteStartArray();
            foreach (var cell in row)
                WriteCell(json, cell);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteCell(Utf8JsonWriter json, ReportCell cell)
    {
        if (cell.Number is not { } number)
        {
            json.WriteStringValue(cell.Text);
            return;
        }

        if (!number.HasInterval && cell.Note.Length == 0)
        {
            WriteNumber(json, number.Value);
            return;
        }

        json.WriteStartObject();
        json.WritePropertyName("value");
        WriteNumber(json, number.Value);
        if (number.HasInterval)
        {
            json.WriteNumber("low", number.Low!.Value);
            json.WriteNumber("high", number.High!.Value);
        }

        if (cell.Note.Length > 0)
            json.WriteString("note", cell.Note);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumberValue(value);
        else
            json.WriteNullValue();
    }

    private static void WriteProvenance(Utf8JsonWriter json, ReportProvenance origin)
    {
        json.WriteStartObject("provenance");
        json.WriteString("partner", origin.Partner);
        json.WriteString("task", origin.Task);
        json.WriteString("job_id", origin.JobId);
        json.WriteNumber("rounds", origin.Rounds);
        json.WriteString("model_hash", origin.ModelHash);
        json.WriteString("rows_band", RowBand.Of(origin.Rows));
        json.WriteString("made", origin.Made.ToUniversalTime());
        json.WriteString("version", origin.Version);
        json.WriteString("privacy", ReportProvenance.PrivacyStatement);
        json.WriteEndObject();
    }
}
