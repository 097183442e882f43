using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Documents;

namespace Federated.ClientNode.Outcomes;

/// <summary>Reads a CSV file of outcomes, UTF-8 with a header line. A file with a fault is refused whole, with the first lines of each kind of fault.</summary>
internal static class OutcomeFile
{
    /// <summary>The most outcomes of one file.</summary>
    public const int MostRows = 20_000_000;

    private const int MostCellLength = 4_096;
    private const int MostLinesNamed = 3;

    /// <param name="path">The file.</param>
    /// <param name="columns">How it is written.</param>
    /// <param name="label">What an outcome may be.</param>
    /// <param name="today">Outcomes after this day are refused: they are typing errors.</param>
    /// <exception cref="CommandException">It cannot be read, or has a fault.</exception>
    public static List<Outcome> Read(string path, OutcomeColumns columns, LabelValues label, DateOnly today)
    {
        using var reader = new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        using var csv = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = columns.Delimiter.ToString(),
            HasHeaderRecord = false,
            MaxFieldSize = MostCellLength,
            ExceptionMessagesContainRawData = false,
            BadDataFound = null,
        });
        try
        {
            return Read(csv, columns, label, today, Path.GetFileName(path));
        }
        catch (Exception fault) when (fault is CsvHelperException or DecoderFallbackException)
        {
            throw Fault(Path.GetFileName(path), "the text cannot be read as CSV in UTF-8", "export it as UTF-8 with quotes around cells that hold the delimiter");
        }
    }

    private static List<Outcome> Read(CsvParser csv, OutcomeColumns columns, LabelValues label, DateOnly today, string file)
    {
        if (!csv.Read())
            throw Fault(file, "it is empty", $"export a header line with the columns {columns.Id}, {columns.Value} and {columns.Day}");
        string[] header = [.. csv.Record!.Select(name => name.Trim().TrimStart('\uFEFF'))];
        int id = Find(header, columns.Id, "--id-column", file), value = Find(header, columns.Value, "--outcome-column", file), day = Find(header, columns.Day, "--date-column", file);
        var outcomes = new List<Outcome>();
        var faults = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        while (csv.Read())
        {
            if (csv.Count == 1 && string.IsNullOrWhiteSpace(csv[0]))
                continue;
            if (outcomes.Count == MostRows)
                throw Fault(file, string.Create(CultureInfo.InvariantCulture, $"it has more than {MostRows:N0} rows"), "split it");
            if (FaultOf(csv, header.Length, (id, value, day), label, today, out var outcome) is not { } fault)
                outcomes.Add(outcome!);
            else if (faults.TryGetValue(fault, out var lines))
                lines.Add(csv.RawRow);
            else
                faults.Add(fault, [csv.RawRow]);
        }

        return faults.Count == 0 ? outcomes : throw Fault(file, string.Join("; ", faults.Select(Words)), "mend these lines; nothing was recorded");
    }

    private static string? FaultOf(CsvParser csv, int width, (int Id, int Value, int Day) at, LabelValues label, DateOnly today, out Outcome? outcome)
    {
        outcome = null;
        if (csv.Count != width)
            return "more or fewer cells than the header";
        var id = csv[at.Id].Trim();
        if (id.Length == 0)
            return "no id";
        if (label.Canonical(csv[at.Value].Trim()) is not { } value)
            return $"an outcome that is not {label.Description}";
        if (!DateOnly.TryParseExact(csv[at.Day].Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return "a date that is not written as 2026-01-31";
        if (day > today)
            return "a date in the future";
        outcome = new Outcome(id, value, day);
        return null;
    }

    private static int Find(string[] header, string name, string option, string file)
    {
        var at = Array.FindIndex(header, each => each.Equals(name, StringComparison.OrdinalIgnoreCase));
        return at >= 0 ? at : throw Fault(file, $"it has no column '{Shown.Of(name)}'; it has {string.Join(", ", header.Take(10).Select(each => $"'{Shown.Of(each)}'"))}", $"name the column with {option}");
    }

    private static string Words(KeyValuePair<string, List<int>> fault)
    {
        var lines = string.Join(", ", fault.Value.Take(MostLinesNamed));
        return string.Create(CultureInfo.InvariantCulture, $"{fault.Value.Count:N0} with {fault.Key} (line {lines}{(fault.Value.Count > MostLinesNamed ? ", …" : "")})");
    }

    private static CommandException Fault(string file, string what, string mend) => new("FED-OUTCOME-FILE", $"{Shown.Of(file)}: {what}", mend);
}
