using Federated.Samples.Quickstart.Tables;

namespace Federated.Quickstart.Tests;

/// <summary>Tables for tests.</summary>
internal static class Table
{
    /// <summary>A table whose cell in row r of column c is what the column's function says of r.</summary>
    public static CsvTable Of(int rows, params (string Name, Func<int, string> Cell)[] columns) => new(
        [.. columns.Select(column => column.Name)],
        [.. Enumerable.Range(0, rows).Select(row => columns.Select(column => column.Cell(row)).ToArray())],
        ',');

    /// <summary>A label that is yes in every fourth row.</summary>
    public static (string Name, Func<int, string> Cell) Label => ("left", row => row % 4 == 0 ? "yes" : "no");
}
