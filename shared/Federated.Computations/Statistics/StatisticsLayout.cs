namespace Federated.Computations.Statistics;

/// <summary>Where each figure lies in the vector: the row count, three figures for each numeric column, then the counts of each category column.</summary>
internal sealed class StatisticsLayout
{
    public const int RowCount = 0;
    public const int NumericWidth = 3;

    private readonly int[] _categoryStarts;

    public StatisticsLayout(TableColumns columns)
    {
        int next = 1 + (NumericWidth * columns.Numeric.Length);
        _categoryStarts = new int[columns.Categories.Length];
        for (int index = 0; index < _categoryStarts.Length; index++)
        {
            _categoryStarts[index] = next;
            next = checked(next + columns.Categories[index].Values.Length);
        }

        Length = next;
    }

    public int Length { get; }

    /// <summary>Start of count, Σx and Σx² of a numeric column.</summary>
    public static int Numeric(int column) => 1 + (NumericWidth * column);

    /// <summary>Start of the counts of a category column's declared values; "other" is what is left of the rows.</summary>
    public int Category(int column) => _categoryStarts[column];
}
