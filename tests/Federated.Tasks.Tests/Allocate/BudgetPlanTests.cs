using Federated.Tasks.Allocate;
using Federated.Tasks.Reports;

namespace Federated.Tasks.Tests.Allocate;

public sealed class BudgetPlanTests
{
    private static readonly string[] Heading = ["Channel", "region", "spend", "return", "minimum", "cap"];
    private static readonly string[][] Rows =
    [
        ["search", "north", "300", "400", "", "250"], ["search", "north", "100", "300", "", ""], ["mail", "north", "200", "400", "50", ""], ["mail", "south", "400", "440", "", ""],
    ];

    [Fact]
    public void Read_PointsInAnyOrder_BecomeCurvesWithLimits()
    {
        ResponseCurves curves = ResponseCurves.Read(Heading, Rows, 500);
        Assert.Equal(["Channel", "region"], curves.Keys);
        Assert.Equal(["search · north", "mail · north", "mail · south"], curves.Cells.Select(cell => cell.Cell.Name));
        Assert.Equal(250, curves.Cells[0].Cell.Cap);
        Assert.Equal(50, curves.Cells[1].Cell.Minimum);
        Assert.Equal(350, curves.Cells[0].Cell.ReturnOf(200));
    }

    [Fact]
    public void Read_SaturatingCurves_ReachOneAndAHalfBudgets()
    {
        ResponseCurves curves = ResponseCurves.Read(["channel", "maximum", "half", "shape"], [["search", "1000", "200", ""], ["tv", "2000", "500", "2"]], 400);
        Assert.Equal(600, curves.Cells[0].Cell.Curve[^1].Spend);
        Assert.Equal(500, curves.Cells[0].Cell.ReturnOf(200), 0.5);
        Assert.Equal(2000 * 0.64 / 1.64, curves.Cells[1].Cell.ReturnOf(400), 0.5);
    }

    [Theory]
    [InlineData("channel,spend", "search,1", "The heading needs")]
    [InlineData("spend,return", "1,2", "no column that names a place")]
    [InlineData("channel,channel,spend,return", "a,b,1,2", "more than once")]
    [InlineData("channel,spend,return", "search,1", "Line 2 has 2 cells")]
    [InlineData("channel,spend,return", "search,one,2", "Line 2 has a cell under 'spend'")]
    [InlineData("channel,spend,return", "search,,2", "Line 2 has nothing under 'spend'")]
    [InlineData("channel,spend,return", "search,1,2|search,1,3", "From line 2: The curve of 'search'")]
    [InlineData("channel,spend,return,cap", "search,1,2,5|search,2,3,6", "Line 3 has 6 under 'cap'")]
    [InlineData("channel,maximum,half", "search,1,2|search,1,3", "Line 3 names 'search' again")]
    [InlineData("channel,maximum,half", "search,1,-2", "From line 2: A saturating curve")]
    public void Read_Fault_NamesItsLine(string heading, string rows, string words)
        => Assert.Contains(words, Assert.Throws<ArgumentException>(() => ResponseCurves.Read(heading.Split(','), rows.Split('|').Select(row => row.Split(',')), 10)).Message, StringComparison.Ordinal);

    [Fact]
    public void Make_Budget_IsSpentWhereItReturnsMost()
    {
        BudgetPlan plan = BudgetPlan.Make(ResponseCurves.Read(Heading, Rows, 400), 400);
        // Returns of a unit: 3 and 0.5 in search, 2 by mail north, 1.1 by mail south.
        Assert.Equal([100, 200, 100], plan.Plan.Spend.ToArray());
        Assert.Equal(300 + 400 + 110, plan.Plan.Return, 1e-9);
        Assert.Equal(1.1, plan.Plan.ShadowPrice, 1e-9);
        Assert.True(plan.ProportionalReturn < plan.Plan.Return);
        Assert.Equal([200, 300, 360, 400, 440, 500, 600], plan.WhatIfs.Select(whatIf => Math.Round(whatIf.Budget, 9)));
        Assert.Equal(plan.WhatIfs.Select(whatIf => whatIf.Plan!.Return).Order(), plan.WhatIfs.Select(whatIf => whatIf.Plan!.Return));
    }

    [Fact]
    public void Make_HalfTheBudgetBelowTheMinimums_HasNoFigureThere()
    {
        BudgetPlan plan = BudgetPlan.Make(ResponseCurves.Read(Heading, Rows, 80), 80);
        Assert.Null(plan.WhatIfs[0].Plan);
        TaskReport report = BudgetPlanReport.Of(plan);
        Assert.Contains(report.Sections[^1].Blocks, block => block is NoteBlock);
    }

    [Fact]
    public void Report_Plan_SaysSpendReturnAndPrices()
    {
        TaskReport report = BudgetPlanReport.Of(BudgetPlan.Make(ResponseCurves.Read(Heading, Rows, 400), 400));
        Assert.Equal(["How much by Channel?", "How much by region?", "What goes where?", "What if the budget were another?"], report.Sections.Select(section => section.Title));
        Assert.Contains("return 810", report.Summary, StringComparison.Ordinal);
        Assert.Contains("No other allocation returns more.", report.Summary, StringComparison.Ordinal);
        ReportTable places = ((TableBlock)report.Sections[2].Blocks[0]).Table;
        Assert.Equal("mail · north", places.Rows[0][0].Text);
        Assert.Equal(7, ((TableBlock)report.Sections[3].Blocks[1]).Table.Rows.Count);
    }
}
