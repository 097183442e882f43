using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Tests.Reports.Charts;

public class DendrogramTests
{
    private static readonly Axis Axis = new("difference");

    [Theory]
    [InlineData(0, 2)]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    public void Create_MergeOfAGroupThatIsNotThere_IsRefused(int left, int right) =>
        Assert.Throws<ArgumentException>(() => new Dendrogram("t", "f", Axis, ["a", "b"], [new(left, right, 1)]));

    [Fact]
    public void Create_GroupThatIsPartOfAnotherAlready_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new Dendrogram("t", "f", Axis, ["a", "b", "c"], [new(0, 1, 1), new(1, 2, 2)]));

    [Fact]
    public void Table_Merges_AreNamedByTheirLeaves()
    {
        var table = new Dendrogram("t", "f", Axis, ["a", "b", "c"], [new(0, 2, 1), new(3, 1, 2)]).Table;
        Assert.Equal(["a", "c", "1"], table.Rows[0].Select(cell => cell.Show(FigureFormat.Number)));
        Assert.Equal(["a + c", "b", "2"], table.Rows[1].Select(cell => cell.Show(FigureFormat.Number)));
    }
}
