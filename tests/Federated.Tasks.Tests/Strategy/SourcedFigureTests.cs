using Federated.Tasks.Reports;
using Federated.Tasks.Strategy;

namespace Federated.Tasks.Tests.Strategy;

public sealed class SourcedFigureTests
{
    private static readonly SourceMarks Plan = SourceMarks.Of(1), Model = SourceMarks.Of(3);

    [Fact]
    public void Figure_WithoutASource_CannotBeMadeNorRead()
    {
        Assert.Throws<ArgumentException>(() => new SourcedFigure(1, default));
        Assert.Throws<InvalidOperationException>(() => default(SourcedFigure).Value);
        Assert.Throws<InvalidOperationException>(() => default(SourcedFigure).Sources);
        Assert.Throws<InvalidOperationException>(() => default(SourcedFigure) + new SourcedFigure(1, Plan));
    }

    [Fact]
    public void Figure_ComputedOfSeveral_HasTheSourcesOfAll()
    {
        SourcedFigure effect = new(new Estimate(0.1, 0.05, 0.2), Model), value = new(20, SourceMarks.Of(64)), cost = new(1, Plan);
        var expected = (effect * value) - cost;
        Assert.Equal("[1,3,64]", expected.Sources.ToString());
        Assert.Equal(new Estimate(1, 0, 3), expected.Number);
        Assert.Equal("1.00 (0.00 to 3.00) [1,3,64]", expected.Words(FigureFormat.Amount));
        Assert.Equal(new Estimate(2, 0, 6), (expected + expected).Number);
        Assert.Equal(new Estimate(1), expected.WithoutInterval().Number);
        Assert.Equal(new Estimate(0.1), (new SourcedFigure(2, Plan) / value).Number);
    }

    [Fact]
    public void Product_ByANegative_TurnsTheInterval() =>
        Assert.Equal(new Estimate(-2, -4, -1), (new SourcedFigure(new Estimate(2, 1, 4), Model) * new SourcedFigure(-1, Plan)).Number);

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void Mark_OutOfRange_IsRefused(int mark) => Assert.Throws<ArgumentOutOfRangeException>(() => SourceMarks.Of(mark));

    [Fact]
    public void Table_MarksTheHeadingWhereTheColumnAgrees_AndTheCellOtherwise()
    {
        SourcedFigure plan = new(2, Plan), model = new(3, Model);
        var table = SourcedTable.Of("t", [new ReportColumn("name"), new ReportColumn("same", FigureFormat.Count), new ReportColumn("mixed", FigureFormat.Count)],
            [[SourcedCell.Of("a"), SourcedCell.Of(plan), SourcedCell.Of(plan)], [SourcedCell.Of("b"), SourcedCell.Of(plan), SourcedCell.Of(model)], [SourcedCell.Of("c"), SourcedCell.Of((SourcedFigure?)null), SourcedCell.Of(plan)]]);
        Assert.Equal(["name", "same [1]", "mixed"], table.Columns.Select(column => column.Heading));
        Assert.Equal(["2", "2 [1]"], table.Rows[0].Skip(1).Select(cell => cell.Show(FigureFormat.Count)));
        Assert.Equal(["2", "3 [3]"], table.Rows[1].Skip(1).Select(cell => cell.Show(FigureFormat.Count)));
        Assert.Equal([FigureText.Absent, "2 [1]"], table.Rows[2].Skip(1).Select(cell => cell.Show(FigureFormat.Count)));
    }
}
