using Federated.Tasks.Schema;

namespace Federated.Tasks.Tests.Schema;

public class LocalTableTests
{
    private static readonly DataContract Contract = DataContract.Parse(Contracts.Churn, "contract.yaml");

    [Fact]
    public void Build_ThreeRows_GivesTypedColumnsInOrder()
    {
        LocalTable table = ThreeRows();
        Assert.Equal(3, table.RowCount);
        Assert.Equal([0, -1, 2], table.Categories("state").ToArray());
        Assert.Equal([1.5, 2.5, 500], table.Numbers("minutes").ToArray());
        Assert.Equal([7, double.NaN, 0], table.Numbers("calls").ToArray());
        Assert.Equal([1, 0, -1], table.Categories("plan").ToArray());
        Assert.Equal([1f, 0f, 0f], table.Labels.ToArray());
        Assert.Equal((1, 2, true), (table.PositiveCount, table.NegativeCount, table.HasLabels));
    }

    [Fact]
    public void Select_RowsInAnyOrder_PicksFromEveryColumn()
    {
        LocalTable picked = ThreeRows().Select([2, 0, 0]);
        Assert.Equal([2, 0, 0], picked.Categories("state").ToArray());
        Assert.Equal([500, 1.5, 1.5], picked.Numbers("minutes").ToArray());
        Assert.Equal([30ul, 10ul, 10ul], picked.SplitKeys.ToArray());
        Assert.Equal((2, 1), (picked.PositiveCount, picked.NegativeCount));
    }

    [Fact]
    public void Columns_OfTheWrongKind_ThrowAndNameTheField()
    {
        LocalTable table = ThreeRows();
        Assert.Contains("'state'", Assert.Throws<ArgumentException>(() => table.Numbers("state").Length).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => table.Categories("minutes").Length);
        Assert.Throws<ArgumentException>(() => table.Categories("churn").Length);
        Assert.Throws<ArgumentException>(() => table.Categories("customer").Length);
    }

    [Theory]
    [InlineData(3, 1, 1, 0, 0)]
    [InlineData(0.5, 1, 1, 0, 0)]
    [InlineData(0, 501, 1, 0, 0)]
    [InlineData(0, double.PositiveInfinity, 1, 0, 0)]
    [InlineData(0, 1, -1, 0, 0)]
    [InlineData(0, 1, 1, 2, 0)]
    [InlineData(0, 1, 1, 0, 0.5)]
    public void Add_ValueThatTheContractForbids_Throws(double state, double minutes, double calls, double plan, float label)
    {
        var builder = new LocalTableBuilder(Contract);
        Assert.Throws<ArgumentException>(() => builder.Add([state, minutes, calls, plan], label, 1));
        Assert.Equal(0, builder.RowCount);
    }

    private static LocalTable ThreeRows()
    {
        var builder = new LocalTableBuilder(Contract);
        builder.Add([0, 1.5, 7, 1], 1, 10);
        builder.Add([-1, 2.5, double.NaN, 0], 0, 20);
        builder.Add([2, 500, 0, -1], 0, 30);
        return builder.Build();
    }
}
