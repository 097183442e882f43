namespace Federated.Samples.Quickstart.Tables;

/// <summary>A CSV file in memory: trimmed, distinct column names, and rows of as many cells as there are columns.</summary>
/// <param name="Columns">The header.</param>
/// <param name="Rows">Cells as in the file, untrimmed.</param>
/// <param name="Delimiter">What separates cells.</param>
internal sealed record CsvTable(IReadOnlyList<string> Columns, IReadOnlyList<string[]> Rows, char Delimiter)
{
    /// <summary>Position of a column, from 0; −1 when there is none of that exact name.</summary>
    public int IndexOf(string column)
    {
        for (var index = 0; index < Columns.Count; index++)
        {
            if (Columns[index] == column)
                return index;
        }

        return -1;
    }

    /// <summary>A row's cell without surrounding space.</summary>
    public static string Cell(string[] row, int column) => row[column].Trim();
}
