using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Sections;

namespace Federated.Tasks.Tests.Reports.Sections;

public class SectionTests
{
    [Theory]
    [InlineData(0.90, 0.88, 0.92, 0.80, 0.78, 0.82, true, "Yes:")]
    [InlineData(0.82, 0.79, 0.85, 0.80, 0.78, 0.82, true, "Probably:")]
    [InlineData(0.79, 0.76, 0.82, 0.80, 0.78, 0.82, true, "Not this time:")]
    [InlineData(3.0, 2.8, 3.2, 4.0, 3.8, 4.2, false, "Yes:")]
    [InlineData(4.5, 4.3, 4.7, 4.0, 3.8, 4.2, false, "Not this time:")]
    [InlineData(double.NaN, 0, 1, 0.80, 0.78, 0.82, true, "There are too few")]
    public void Worth_Comparison_SaysWhatItAllows(double joint, double jointLow, double jointHigh, double local, double low, double high, bool isHigherBetter, string beginning) =>
        Assert.StartsWith(beginning, WorthSection.Sentence(new MetricComparison("Metric", FigureFormat.Metric, isHigherBetter, new(local, low, high), new(joint, jointLow, jointHigh))), StringComparison.Ordinal);

    [Fact]
    public void Worth_PersonalisedIsBetter_IsTheOneNamed() => Assert.Equal(
        "Yes: the personalised model is clearly better for you than one of your rows alone. AUC: 0.920 instead of 0.800 alone.",
        WorthSection.Sentence(new("AUC", FigureFormat.Metric, true, new(0.8, 0.78, 0.82), new(0.85, 0.83, 0.87), new(0.92, 0.9, 0.94))));

    [Fact]
    public void Worth_BestOfEachRow_StandsOut()
    {
        var table = Assert.IsType<TableBlock>(WorthSection.Of([new("error", FigureFormat.Number, false, new(5), new(4))], "joint", 1_000).Blocks[0]).Table;
        Assert.Equal([CellTone.Plain, CellTone.Plain, CellTone.Good], table.Rows[0].Select(cell => cell.Tone));
    }

    [Fact]
    public void Worth_LaterMetricInAnotherFormat_IsWrittenInItsOwn()
    {
        var table = Assert.IsType<TableBlock>(WorthSection.Of([new("lift", FigureFormat.Multiple, true, new(2.31), new(2.9))], "joint", 1_000).Blocks[0]).Table;
        Assert.Equal(["lift", "2.3 ×", "2.9 ×"], table.Rows[0].Select((cell, column) => cell.Show(table.Columns[column].Format)));
    }

    [Theory]
    [InlineData(0.01, "Take the chances at their word")]
    [InlineData(0.09, "Use the order of the scores")]
    [InlineData(double.NaN, "There is nothing to compare")]
    public void Calibration_Error_DecidesTheAdvice(double error, string beginning) => Assert.StartsWith(beginning, CalibrationSection.Of([], error).Sentence, StringComparison.Ordinal);

    [Theory]
    [InlineData(0.1, 0.25)]
    [InlineData(0.5, 0.75)]
    [InlineData(2, double.NaN)]
    public void Lift_At_IsOnTheLineBetweenPoints(double contacted, double expected) => Assert.Equal(expected, LiftSection.At([new(0, 0), new(0.2, 0.5), new(0.8, 1), new(1, 1)], contacted), 12);

    [Fact]
    public void Reasons_Fields_AreRankedAndCutAtTwelve()
    {
        var chart = Assert.IsType<ChartBlock>(ReasonsSection.Of([new ImportanceMeasure("What matters", "gain", FigureFormat.Number, [.. Enumerable.Range(0, 20).Select(index => new FieldImportance($"f{index}", index == 3 ? double.NaN : index))])], "chance", FigureFormat.Share, []).Blocks[0]).Chart;
        Assert.Equal(Enumerable.Range(8, 12).Reverse().Select(index => $"f{index}"), chart.Table.Rows.Select(row => row[0].Text));
    }

    [Fact]
    public void Reasons_SeveralMeasures_TheFirstDecidesTheSentenceAndEachIsDrawn()
    {
        ImportanceMeasure Measure(string title, string best) => new(title, "gain", FigureFormat.Number, [new("other", 1), new(best, 2)]);
        var section = ReasonsSection.Of([Measure("one", "age"), Measure("two", "spend")], "chance", FigureFormat.Share, []);
        Assert.Equal("The model goes mostly by age, other.", section.Sentence);
        Assert.Equal(["one", "two"], section.Blocks.OfType<ChartBlock>().Select(block => block.Chart.Title));
        Assert.Equal("Nothing is known about what the model goes by.", ReasonsSection.Of([], "chance", FigureFormat.Share, []).Sentence);
    }

    [Fact]
    public void Reasons_Effects_AreCurvesOfNumbersAndDotsOfCategories()
    {
        FieldEffect[] effects =
        [
            FieldEffect.OfNumber("age", [new("all", [new(20, new(0.1)), new(60, new(0.4))]), new("yours", [new(20, new(0.2)), new(60, new(0.5))])]),
            FieldEffect.OfCategory("plan", ["gold", "basic"], [new("all", [new(0.1), new(0.3)])]),
        ];
        Federated.Tasks.Reports.Charts.Chart[] charts = [.. ReasonsSection.Of([], "chance of leaving", FigureFormat.Share, effects).Blocks.OfType<ChartBlock>().Select(block => block.Chart)];
        Assert.Equal(["line", "interval"], charts.Select(chart => chart.Kind));
        Assert.Equal("age and the chance of leaving", charts[0].Title);
        Assert.Equal("From 10.0% at 20 to 40.0% at 60 (all).", charts[0].Finding);
        Assert.Equal("Lowest for gold (10.0%), highest for basic (30.0%; all).", charts[1].Finding);
        Assert.Equal(["age", "all", "yours"], charts[0].Table.Columns.Select(column => column.Heading));
    }

    [Theory]
    [InlineData(0.4, 0.2, 0.1, "From 40.0% at 0 to 10.0% at 2 (all).")]
    [InlineData(0.3, 0.1, 0.2, "Lowest with 10.0% at 1, highest with 30.0% at 0 (all).")]
    public void Reasons_Curve_IsDescribedByItsEndsOrByWhereItTurns(double first, double second, double third, string expected)
    {
        var effect = FieldEffect.OfNumber("age", [new("all", [new(0, new(first)), new(1, new(second)), new(2, new(third))])]);
        Assert.Equal(expected, Assert.IsType<ChartBlock>(ReasonsSection.Of([], "chance", FigureFormat.Share, [effect]).Blocks[0]).Chart.Finding);
    }

    [Fact]
    public void Fairness_DifferenceAboveTenPoints_IsNamed()
    {
        var section = FairnessSection.Of([new("region", "n", 500, 0.1, 0.5, 0), new("region", "s", 500, 0.1, 0.35, 0), new("sex", "f", 500, 0.1, 0.4, 0), new("sex", "m", 500, 0.1, 0.45, 0)], 50, 0);
        Assert.Equal("Look at region: the model treats its groups differently.", section.Sentence);
        var differences = Assert.IsType<TableBlock>(section.Blocks[0]).Table;
        Assert.Equal(["15.0 points", "5.0 points"], differences.Rows.Select(row => row[2].Show(differences.Columns[2].Format)));
    }

    [Fact]
    public void Fairness_OneGroup_HasNothingToCompare() => Assert.StartsWith("There are no two groups", FairnessSection.Of([new("region", "n", 500, 0.1, 0.5, 0)], 50, 3).Sentence, StringComparison.Ordinal);

    [Theory]
    [InlineData(0.3, "Check before you use the scores: age has changed")]
    [InlineData(0.15, "Some movement, most in age")]
    [InlineData(0.02, "Your customers look like those")]
    public void Drift_Index_DecidesTheAdvice(double index, string beginning) =>
        Assert.StartsWith(beginning, DriftSection.Of([new("age", index, 0, 0, 0), new("plan", 0.01, 0, 0, 0)]).Sentence, StringComparison.Ordinal);

    [Fact]
    public void Backtest_NoOutcomeYet_SaysSo() =>
        Assert.Equal("No outcome is known yet for the customers that were scored.", BacktestSection.Of(new(default, "j", 10, 0, 0, new(double.NaN), new(double.NaN), double.NaN, []), "leavers").Sentence);

    [Fact]
    public void Insight_ColumnThatDiffersMost_IsNamedInStandardDeviations()
    {
        NumericFigures Column(string name, double own, double joint, double deviation) => new(name, new(0, own, 1, 0, 0, 0), new(0, joint, deviation, 0, 0, 0), []);
        Assert.StartsWith("You differ most from the other partners in age", InsightSection.Of([Column("spend", 900, 1_000, 500), Column("age", 40, 45, 9)], [], []).Sentence, StringComparison.Ordinal);
    }
}
