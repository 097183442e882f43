using Federated.Computations.Experience;

namespace Federated.Computations.Tests.Experience;

public sealed class AnswerTableTests
{
    [Fact]
    public void Of_RowAtTheFloor_IsReported()
    {
        AnswerTable table = AnswerTable.Of([[3, 2], [4, 3], [0, 0]], floor: 5);
        Assert.Equal([3, 2], table.Row(0)!.Value.ToArray());
        Assert.Equal([4, 3], table.Row(1)!.Value.ToArray());
    }

    [Fact]
    public void Of_RowBelowTheFloor_TakesTheSmallestOtherAlong()
    {
        AnswerTable table = AnswerTable.Of([[2, 2], [4, 3], [9, 9], [0, 0]], floor: 5);
        Assert.Null(table.Row(0));
        Assert.Null(table.Row(1));
        Assert.Equal([9, 9], table.Row(2)!.Value.ToArray());
        Assert.Equal([6, 5], table.Others.ToArray());
    }
}
