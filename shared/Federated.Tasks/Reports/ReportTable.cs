namespace Federated.Tasks.Reports;

/// <summary>A table. The first column names each row.</summary>
public sealed record ReportTable
{
    /// <param name="caption">What the table shows.</param>
    /// <param name="columns">At least one.</param>
    /// <param name="rows">Each as long as <paramref name="columns"/>.</param>
    /// <exception cref="ArgumentException">A row has another length.</exception>
    public ReportTable(string caption, IReadOnlyList<ReportColumn> columns, IReadOnlyList<IReadOnlyList<ReportCell>> rows)
    {
        ArgumentOutOfRangeException.ThrowIfZero(columns.Count);
        if (rows.FirstOrDefault(row => row.Count != columns.Count) is { } odd)
            throw new ArgumentException($"A row of '{caption}' has {odd.Count} cells; the table has {columns.Count} columns.", nameof(rows));
        Caption = caption;
        Columns = columns;
        Rows = rows;
    }

    /// <summary>What the table shows.</summary>
    public string Caption { get; }

    /// <summary>At least one.</summary>
    public IReadOnlyList<ReportColumn> Columns { get; }

    /// <summary>Each as long as <see cref="Columns"/>.</summary>
    public IReadOnlyList<IReadOnlyList<ReportCell>> Rows { get; }
}
