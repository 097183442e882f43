using Federated.Computations.Statistics;

namespace Federated.Computations.Tests.Statistics;

public sealed class ColumnBatchTests
{
    private static readonly TableColumns Columns = new([new NumericColumn("age", 0, 100)], [new CategoryColumn("plan", ["a", "b"])]);

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public void Constructor_IndexOfNoDeclaredValue_NamesColumnAndRow(int cell)
    {
        ArgumentException fault = Assert.Throws<ArgumentException>(() => new ColumnBatch(Columns, 2, [new double[2]], [new[] { -1, cell }]));

        Assert.Contains($"Column 'plan', row 1 holds index {cell}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_ColumnsThatDoNotFit_AreRefused()
    {
        Assert.Contains("'age' has 1 values", Assert.Throws<ArgumentException>(() => new ColumnBatch(Columns, 2, [new double[1]], [new int[2]])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ColumnBatch(Columns, 2, [], [new int[2]]));
        Assert.Throws<ArgumentException>(() => new ColumnBatch(Columns, -1, [], []));
    }

    [Fact]
    public void Columns_DeclaredBadly_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new NumericColumn("age", 1, 1));
        Assert.Throws<ArgumentException>(() => new NumericColumn("age", double.NaN, 1));
        Assert.Throws<ArgumentException>(() => new NumericColumn("age", -double.MaxValue, double.MaxValue));
        Assert.Throws<ArgumentException>(() => new CategoryColumn("plan", []));
        Assert.Throws<ArgumentException>(() => new CategoryColumn("plan", ["a", "a"]));
        Assert.Throws<ArgumentException>(() => new TableColumns([], []));
        Assert.Throws<ArgumentException>(() => new TableColumns([new NumericColumn("x", 0, 1)], [new CategoryColumn("x", ["a"])]));
    }
}
