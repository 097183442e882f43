using System.Globalization;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>Counts in the database what a reader would find in the rows, one query for everything.</summary>
internal sealed class PushedCheck(PushedTable table, DataMapping mapping)
{
    private readonly List<DataFault> _faults = [];
    private readonly List<DataFault> _notices = [];

    /// <exception cref="Federated.Computations.ContributionException">The database refuses the query.</exception>
    public DataReport Run()
    {
        (PushedField Field, CellFault Fault)[] kinds = [.. table.Fields.SelectMany(field => field.Counted.Select(fault => (field, fault)))];
        var keeps = $"{string.Join(" AND ", table.Fields.Select(field => field.Keeps))} AND id IS NOT NULL";
        var label = table.Contract is { LabelKind: Tasks.Schema.LabelKind.TwoClasses, Label: { } field } ? table.Fields.Single(each => each.Field == field) : null;
        var positive = label is null ? "1 = 1" : string.Create(CultureInfo.InvariantCulture, $"{label.Value} = {label.Field.Values.ToList().IndexOf(label.Field.Positive)}");
        List<Aggregate> wanted =
        [
            Aggregate.Count,
            Aggregate.Sum($"CASE WHEN {keeps} THEN 1 ELSE 0 END"),
            Aggregate.Sum($"CASE WHEN {keeps} AND {positive} THEN 1 ELSE 0 END"),
            Aggregate.CountDistinct($"CASE WHEN {keeps} THEN id END"),
            Aggregate.Sum("CASE WHEN id IS NULL THEN 1 ELSE 0 END"),
            Aggregate.Least("CASE WHEN id IS NULL THEN row_number END"),
            .. kinds.SelectMany(kind => new[]
            {
                Aggregate.Sum($"CASE {kind.Field.Fault} WHEN {(int)kind.Fault} THEN 1 ELSE 0 END"),
                Aggregate.Least($"CASE {kind.Field.Fault} WHEN {(int)kind.Fault} THEN row_number END"),
            }),
        ];
        var figures = table.Totals(wanted, table.CheckedCells);
        long rows = (long)figures[0], used = (long)figures[1];
        var id = table.Contract.Id!;
        var idColumn = new FieldColumn(id, mapping, 0);
        Count(idColumn, CellFault.Missing, figures[4], figures[5], rows);
        for (var kind = 0; kind < kinds.Length; kind++)
            Count(kinds[kind].Field.Column, kinds[kind].Fault, figures[6 + (2 * kind)], figures[7 + (2 * kind)], rows);
        Duplicates(used - (long)figures[3], used);
        if (_faults.Count == 0 && used == 0)
            _faults.Add(DataFault.OfFile("FED-DATA-ROWS", string.Create(CultureInfo.InvariantCulture, $"none of {rows:N0} rows can be used"), $"see the notices, and mend the data or the treatments in {mapping.DocumentName}"));
        if (_faults.Count == 0 && label is not null && (figures[2] == 0 || figures[2] == used))
            _faults.Add(DataFault.OfFile("FED-DATA-LABEL", $"{label.Field.Name} has only one class", "select customers of both kinds", label.Field.Name));
        return new DataReport(table.Title, mapping.DocumentName, table.Contract.Fields.Count, table.Fields.Count + 1, rows, used, _faults, _notices) { LineWord = "row" };
    }

    private void Count(FieldColumn column, CellFault fault, double count, double first, long rows)
    {
        if (count == 0)
            return;
        var treatment = column.TreatmentOf(fault);
        var tally = FieldFaultWords.Tally(column.Field, mapping, fault, treatment, "");
        tally.Count((long)first, cell: null);
        var found = tally.ToFault(rows) with { Count = (long)count, Share = count / rows };
        (treatment is CellTreatment.Error ? _faults : _notices).Add(found);
    }

    private void Duplicates(long repeated, long used)
    {
        if (repeated == 0)
            return;
        var what = string.Create(CultureInfo.InvariantCulture, $"{table.Contract.Id!.Name} repeats in {repeated:N0} of {used:N0} rows");
        switch (mapping.Duplicates ?? DuplicateTreatment.Error)
        {
            case DuplicateTreatment.Keep:
                _notices.Add(DataFault.OfFile("FED-DATA-DUPLICATE", what, "All were used, as the mapping says."));
                break;
            case DuplicateTreatment.KeepFirst:
                _faults.Add(DataFault.OfFile("FED-DATA-PUSHDOWN", what + ", and a database does not know which is the first", "select one row a customer in the query, or read the rows instead", table.Contract.Id.Name));
                break;
            default:
                _faults.Add(DataFault.OfFile("FED-DATA-DUPLICATE", what, $"select one row a customer, or set duplicates: keep in {mapping.DocumentName}", table.Contract.Id.Name));
                break;
        }
    }
}
