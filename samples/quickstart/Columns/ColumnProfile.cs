using System.Runtime.InteropServices;
using Federated.Samples.Quickstart.Tables;

namespace Federated.Samples.Quickstart.Columns;

/// <summary>What one column holds, counted in one pass.</summary>
internal sealed class ColumnProfile
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public ColumnProfile(CsvTable table, int column, CellNumbers numbers)
    {
        Name = table.Columns[column];
        foreach (var row in table.Rows)
        {
            var cell = CsvTable.Cell(row, column);
            if (CellNumbers.IsMissing(cell))
                continue;
            Present++;
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, cell, out _)++;
            if (numbers.TryRead(cell, out var number))
                Count(number);
        }
    }

    public string Name { get; }

    /// <summary>Cells that are not missing.</summary>
    public int Present { get; private set; }

    /// <summary>Cells that are finite numbers.</summary>
    public int Numbers { get; private set; }

    /// <summary>Whether each number is a whole one that a double holds exactly.</summary>
    public bool AreWhole { get; private set; } = true;

    /// <summary>Least number; +∞ without numbers.</summary>
    public double Minimum { get; private set; } = double.PositiveInfinity;

    /// <summary>Greatest number; −∞ without numbers.</summary>
    public double Maximum { get; private set; } = double.NegativeInfinity;

    /// <summary>Occurrences of each value that is not missing.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>Whether no value occurs twice.</summary>
    public bool IsUnique => _counts.Count == Present;

    private void Count(double number)
    {
        Numbers++;
        AreWhole &= double.IsInteger(number) && Math.Abs(number) <= 1L << 53;
        Minimum = Math.Min(Minimum, number);
        Maximum = Math.Max(Maximum, number);
    }
}
