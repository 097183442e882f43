using Federated.ClientNode.Data.Sources;
using Federated.ClientNode.Data.Transactions;
using Federated.Tasks.Documents;

namespace Federated.ClientNode.Data;

/// <summary>Reads <c>mapping.yaml</c> and names every fault.</summary>
internal static class DataMappingReader
{
    public const string CodePrefix = "FED-DATA";

    private static readonly string[] InvalidWords = ["error", "empty", "drop_row"];
    private static readonly string[] RangeWords = ["error", "clamp", "empty", "drop_row"];
    private static readonly string[] RaggedWords = ["error", "drop_row"];

    public static DataMapping Read(string text, string documentName, string directory)
    {
        DocumentSection section = DocumentSection.Read(text, documentName, CodePrefix);
        var format = new CsvFormat(Delimiter(section), section.Choice("encoding", ["utf-8", "windows-1252"], "utf-8") == "utf-8" ? SourceEncoding.Utf8 : SourceEncoding.Windows1252);
        var sources = new SourceReader(documentName, Path.GetFullPath(directory), format);
        TransactionMapping? transactions = sources.Transactions(section);
        var mapping = new DataMapping
        {
            DocumentName = documentName,
            Source = transactions is not null && !section.Has("source") ? null : sources.Source(section),
            Transactions = transactions,
            Delimiter = format.Delimiter,
            Encoding = format.Encoding,
            DecimalMark = section.Choice("decimal", [".", ","], ".")[0],
            DateFormat = SourceReader.Format(section, "date_format") ?? DateFormat.Iso,
            Missing = section.Texts("missing", maximumCount: 100),
            Ragged = Treatment(section, "ragged", RaggedWords),
            Duplicates = section.OptionalChoice("duplicates", ["error", "keep_first", "keep"]) switch
            {
                "error" => DuplicateTreatment.Error,
                "keep_first" => DuplicateTreatment.KeepFirst,
                "keep" => DuplicateTreatment.Keep,
                _ => null,
            },
            Columns = Columns(section, directory),
        };
        section.Close();
        section.ThrowIfFaulty();
        return mapping;
    }

    private static char Delimiter(DocumentSection section)
    {
        switch (section.OptionalText("delimiter"))
        {
            case null:
                return ',';
            case "tab":
                return '\t';
            case { Length: 1 } text when text[0] is '\t' || (!char.IsLetterOrDigit(text[0]) && !char.IsControl(text[0]) && !char.IsSurrogate(text[0]) && text[0] is not ('"' or '.' or '-' or '+' or '_')):
                return text[0];
            case { } other:
                section.Fault("delimiter", "VALUE", $"delimiter is '{Shown.Of(other)}'", "write one of ',', ';', '|' or tab");
                return ',';
        }
    }

    private static Dictionary<string, ColumnMapping> Columns(DocumentSection section, string directory)
    {
        var columns = new Dictionary<string, ColumnMapping>(StringComparer.Ordinal);
        if (section.Section("columns") is not { } written)
            return columns;
        foreach (string field in written.Keys)
        {
            if (written.Section(field) is not { } column)
                continue;
            columns[field] = new ColumnMapping
            {
                Column = column.OptionalText("column"),
                Codes = CodeFile.Read(column, "codes", Path.GetFullPath(directory)),
                DateFormat = SourceReader.Format(column, "date_format"),
                Part = column.OptionalChoice("part", ["hour", "weekday"]) switch { "hour" => MomentPart.Hour, "weekday" => MomentPart.Weekday, _ => null },
                Invalid = Treatment(column, "invalid", InvalidWords),
                OutOfRange = Treatment(column, "out_of_range", RangeWords),
            };
            column.Close();
        }
        return columns;
    }

    private static CellTreatment Treatment(DocumentSection section, string key, string[] words) => section.Choice(key, words, words[0]) switch
    {
        "empty" => CellTreatment.Empty,
        "drop_row" => CellTreatment.DropRow,
        "clamp" => CellTreatment.Clamp,
        _ => CellTreatment.Error,
    };
}
