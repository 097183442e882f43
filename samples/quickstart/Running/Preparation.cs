using System.Globalization;
using Federated.Hosting.CommandLine;
using Federated.Samples.Quickstart.Arguments;
using Federated.Samples.Quickstart.Columns;
using Federated.Samples.Quickstart.Partners;
using Federated.Samples.Quickstart.Tables;
using Federated.Tasks.Documents;

namespace Federated.Samples.Quickstart.Running;

/// <summary>From a CSV file to a contract and the rows of each partner.</summary>
internal static class Preparation
{
    private const string StateColumn = "state";
    private const int ShownColumns = 15;

    /// <param name="data">Anyone's file; null for the shipped one.</param>
    /// <exception cref="CommandException">The file, its columns or their division among partners cannot be used (exit code 4).</exception>
    public static PreparedData Prepare(OwnData? data) => data is null ? PrepareShipped() : PrepareOwn(data);

    /// <summary>The state decides the region, so that as a feature it would only say which partner a row belongs to: it is left out.</summary>
    private static PreparedData PrepareShipped()
    {
        var table = CsvTableFile.Read(Path.Combine(AppContext.BaseDirectory, "data", "mlc_churn.csv"), ',');
        var state = table.IndexOf(StateColumn);
        return Prepare(QuickstartDefaults.ShippedTask, table, new ColumnRoles("churn", null, null, [StateColumn]), (rows, isPositive) =>
            SplitByValue.Split(StateColumn, rows, row => CensusRegions.Of(CsvTable.Cell(row, state)), isPositive));
    }

    private static PreparedData PrepareOwn(OwnData data)
    {
        var table = CsvTableFile.Read(data.File, data.Delimiter);
        var label = Find(table, data.Label, "--label");
        var id = data.Id is null ? null : Find(table, data.Id, "--id");
        var splitBy = data.SplitBy is null ? null : Find(table, data.SplitBy, "--split-by");
        var dropped = data.Drop.Select(column => Find(table, column, "--drop")).ToHashSet(StringComparer.Ordinal);
        if (label == id || label == splitBy || dropped.Contains(label))
            throw new CommandException("FED-DATA-COLUMN", $"{Shown.Of(label)} is the label and something else too", "name it only with --label");
        if (id is not null && dropped.Contains(id))
            throw new CommandException("FED-DATA-COLUMN", $"{Shown.Of(id)} is the id and dropped too", "an id never becomes a feature: delete it from --drop");
        if (splitBy is not null)
            dropped.Add(splitBy);
        var roles = new ColumnRoles(label, data.Positive, id, dropped);
        var prepared = Prepare(QuickstartDefaults.OwnDataTask, table, roles, (rows, isPositive) => splitBy is null
            ? SplitEvenly.Split(data.Nodes!.Value, rows, id is null ? -1 : table.IndexOf(id), isPositive)
            : SplitByValue.Split(splitBy, rows, row => CsvTable.Cell(row, table.IndexOf(splitBy)), isPositive));
        return splitBy is null ? prepared : prepared with { Notices = [$"{Shown.Of(splitBy)} decides the partner, so it is not a feature.", .. prepared.Notices] };
    }

    private static PreparedData Prepare(string task, CsvTable read, ColumnRoles roles, Func<IReadOnlyList<string[]>, Func<string[], bool>, PartnerSplit> split)
    {
        int[] required = [.. new[] { roles.Label, roles.Id }.OfType<string>().Select(read.IndexOf)];
        var table = read with { Rows = [.. read.Rows.Where(row => !required.Any(column => CellNumbers.IsMissing(CsvTable.Cell(row, column))))] };
        var without = read.Rows.Count - table.Rows.Count;
        var guess = ColumnGuesser.Guess($"quickstart-{task}", table, roles);
        var label = table.IndexOf(roles.Label);
        var positive = guess.Contract.Label!.Positive;
        var partners = split(table.Rows, row => CsvTable.Cell(row, label) == positive);
        IEnumerable<string> blank = without > 0 ? [string.Create(CultureInfo.InvariantCulture, $"{without:N0} rows without label or id are left out.")] : [];
        return new PreparedData(task, table.Columns, table.Delimiter, guess, partners.Partners, [.. blank, .. guess.Notices, .. partners.Notices]);
    }

    /// <summary>The header's column of that name; when there is none, the only one that differs in case.</summary>
    private static string Find(CsvTable table, string column, string option) =>
        table.Columns.FirstOrDefault(each => each == column)
        ?? (table.Columns.Where(each => each.Equals(column, StringComparison.OrdinalIgnoreCase)).ToArray() is [var only] ? only : null)
        ?? throw new CommandException(
            "FED-DATA-COLUMN", $"the header has no column '{Shown.Of(column)}', named with {option}",
            $"write one of {string.Join(", ", table.Columns.Take(ShownColumns).Select(each => Shown.Of(each)))}{(table.Columns.Count > ShownColumns ? ", …" : "")}{(table.Columns.Count == 1 ? "; or name the delimiter: --delimiter C" : "")}");
}
