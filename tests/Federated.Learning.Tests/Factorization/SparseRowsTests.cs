using Federated.Learning.Factorization;

namespace Federated.Learning.Tests.Factorization;

public sealed class SparseRowsTests
{
    [Fact]
    public void FromTriples_AnyOrder_SortsRowsAndColumns()
    {
        SparseRows rows = SparseRows.FromTriples(3, 4, [2, 0, 2], [3, 1, 0], [5, 6, 7]);

        Assert.Equal([1], rows.ColumnsOf(0).ToArray());
        Assert.Empty(rows.ColumnsOf(1).ToArray());
        Assert.Equal([0, 3], rows.ColumnsOf(2).ToArray());
        Assert.Equal([7f, 5f], rows.ValuesOf(2).ToArray());
    }

    [Fact]
    public void FromDense_KeepsWhatIsNotZero()
    {
        SparseRows rows = SparseRows.FromDense([0, 1, 0, 0, 2, 3], 2);

        Assert.Equal(3, rows.Rows);
        Assert.Equal([1f], rows.ValuesOf(0).ToArray());
        Assert.Empty(rows.ColumnsOf(1).ToArray());
        Assert.Equal([0, 1], rows.ColumnsOf(2).ToArray());
    }

    [Fact]
    public void FromTriples_FaultyTriple_IsNamed()
    {
        static string Refusal(int row, int column, float value)
            => Assert.Throws<ArgumentException>(() => SparseRows.FromTriples(2, 3, [1, row], [2, column], [1, value])).Message;

        Assert.Contains("Row 1 has column 2 twice", Refusal(1, 2, 1), StringComparison.Ordinal);
        Assert.Contains("Triple 1 is of row 2", Refusal(2, 0, 1), StringComparison.Ordinal);
        Assert.Contains("column -1", Refusal(0, -1, 1), StringComparison.Ordinal);
        Assert.Contains("row 0, column 0 is NaN", Refusal(0, 0, float.NaN), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SparseRows.FromTriples(2, 3, [1], [2, 2]));
    }
}
