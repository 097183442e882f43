using System.Globalization;
using Federated.ClientNode.Data.Sources;
using Federated.ClientNode.Data.Sql;
using Federated.ClientNode.Data.Transactions;
using Federated.Tasks.Documents;

namespace Federated.ClientNode.Data;

/// <summary>
/// Reads <c>source:</c> of a mapping: a CSV file's name; <c>{sql, provider, connection | connection_file, timeout_seconds, push_down, rows}</c>; or
/// <c>{command: [program, arguments…], timeout_seconds}</c>. And <c>transactions:</c>, which has a source of its own.
/// </summary>
internal sealed class SourceReader(string documentName, string directory, CsvFormat format)
{
    private const int LongestTimeout = 86_400;
    private const int StandardTimeout = 600;
    private const int LongestQuery = 100_000;

    /// <summary>The source; one that cannot be opened after a fault.</summary>
    public RowSource Source(DocumentSection section)
    {
        if (!section.IsSection("source"))
            return OfFile(section.RequiredText("source", maximumLength: 1000));
        var written = section.Section("source")!;
        RowSource source = written.Has("command") ? OfCommand(written) : OfQuery(written);
        written.Close();
        return source;
    }

    /// <summary>The transactions, or null when none are declared (or after a fault).</summary>
    public TransactionMapping? Transactions(DocumentSection section)
    {
        if (section.Section("transactions") is not { } written)
            return null;
        var transactions = new TransactionMapping
        {
            Source = Source(written),
            Customer = written.RequiredText("customer"),
            Date = written.RequiredText("date"),
            Amount = written.RequiredText("amount"),
            Category = written.OptionalText("category"),
            AsOf = AsOf(written),
            HorizonDays = written.WholeNumber("horizon_days", 1, 3660, 0),
            DateFormat = Format(written, "date_format") ?? DateFormat.Iso,
            Invalid = written.Choice("invalid", ["error", "drop_row"], "error") == "error" ? CellTreatment.Error : CellTreatment.DropRow,
        };
        written.Close();
        return transactions;
    }

    /// <summary>A pattern for dates, or null when none is written (or after a fault).</summary>
    public static DateFormat? Format(DocumentSection section, string key)
    {
        if (section.OptionalText(key) is not { } pattern)
            return null;
        if (DateFormat.Parse(pattern) is { } read)
            return read;
        section.Fault(key, "VALUE", $"{key} is '{Shown.Of(pattern)}'", "write a pattern of yyyy, MM, dd, HH, mm and ss, such as dd.MM.yyyy");
        return null;
    }

    private FileRowSource OfFile(string written) =>
        new(written, written.Contains('\0', StringComparison.Ordinal) || written.Length == 0 ? "" : Path.GetFullPath(written, directory), format, documentName);

    private CommandRowSource OfCommand(DocumentSection section)
    {
        var command = section.Texts("command", maximumCount: 100, maximumLength: 10_000);
        if (command.Count == 0)
            section.Fault("command", "VALUE", "command names no program", "write 'command: [program, argument, …]'");
        return new CommandRowSource(command.Count == 0 ? [""] : command, directory, Timeout(section), format);
    }

    private SqlRowSource OfQuery(DocumentSection section)
    {
        var text = section.RequiredText("sql", LongestQuery);
        var provider = section.RequiredText("provider");
        var connection = section.OptionalText("connection", maximumLength: 10_000);
        var file = section.OptionalText("connection_file", maximumLength: 1000);
        if (section.Has("connection") == section.Has("connection_file"))
            section.Fault(null, "MISSING", "one of connection: and connection_file: must be written", "write the connection string into a file of its own, readable by this user only, and name it: connection_file: database.txt");
        var pushDown = section.Truth("push_down", fallback: false);
        var rowsNever = section.Choice("rows", ["read", "never"], "read") == "never";
        if (rowsNever && !pushDown)
            section.Fault("rows", "VALUE", "rows: never leaves nothing to take part with", "let the database compute the sums: push_down: true");
        return new SqlRowSource(
            new SqlQuery(
                text,
                provider,
                file is null ? ConnectionText.Of(connection ?? "") : ConnectionText.OfFile(Path.GetFullPath(file, directory)),
                Timeout(section),
                pushDown,
                rowsNever,
                Path.Combine(directory, "drivers")),
            directory);
    }

    private static TimeSpan Timeout(DocumentSection section) => TimeSpan.FromSeconds(section.WholeNumber("timeout_seconds", 1, LongestTimeout, StandardTimeout));

    private static DateTime AsOf(DocumentSection section)
    {
        var written = section.RequiredText("as_of");
        if (DateFormat.Iso.TryRead(written, out var date))
            return date.Date;
        if (written.Length > 0)
            section.Fault("as_of", "VALUE", string.Create(CultureInfo.InvariantCulture, $"as_of is '{Shown.Of(written)}'"), "write the day as 2026-01-31");
        return default;
    }
}
