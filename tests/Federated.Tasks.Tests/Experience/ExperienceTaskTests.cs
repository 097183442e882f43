using System.Text;
using Federated.Learning.Randomness;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks.Tests.Experience;

public sealed class ExperienceTaskTests
{
    private static readonly JobSpec Job = Spec("kind: promoters, date: [answered], period: quarter", 0, 10);
    private static readonly LocalTable[] Tables = [Draw(Job, 40, 1), Draw(Job, 300, 2), Draw(Job, 700, 3)];
    private static readonly Lazy<JointRun> Joint = new(() => new JointRun(Job, Tables));

    [Fact]
    public void Run_ThreeNodes_HasTheFiguresOfAllAnswers()
    {
        LocalTable all = LocalTable.Concatenate(Tables);
        double Nps(Func<int, bool> chosen)
        {
            float[] answers = [.. Enumerable.Range(0, all.RowCount).Where(chosen).Select(row => all.Labels[row])];
            return 100.0 * (answers.Count(answer => answer >= 9) - answers.Count(answer => answer <= 6)) / answers.Length;
        }

        Assert.Equal(["answers_1", "answers_2", "done"], Joint.Value.States.Select(state => Joint.Value.Task.Describe(state).Stage));
        Assert.Equal(1040, Joint.Value.Progress.Rows);
        Assert.Equal(Nps(_ => true), Joint.Value.Figure("nps"), 1e-9);
        Assert.Equal(Nps(row => all.Categories("region")[row] == 1), Joint.Value.Figure("field_1_group_2_nps"), 1e-9);
        Assert.Equal(Nps(row => all.Categories("member")[row] == 1), Joint.Value.Figure("field_2_group_2_nps"), 1e-9);
        Assert.Equal(Nps(row => Days.ToDate(all.Numbers("answered")[row]).Month is >= 4 and <= 6), Joint.Value.Figure("period_2_nps"), 1e-9);
        Assert.Contains(Joint.Value.Progress.Figures, figure => figure.Words == "2025-Q2: NPS");
        Assert.Contains(Joint.Value.Progress.Figures, figure => figure.Words == "region south: NPS");
        Assert.InRange(Joint.Value.Figure("nps"), Joint.Value.Figure("nps_lower"), Joint.Value.Figure("nps_upper"));
        Assert.Matches("^NPS [+-]?[0-9.]+ \\([+-]?[0-9.]+ to [+-]?[0-9.]+\\) of 1,040 answers$", Joint.Value.Progress.Headline);
    }

    [Fact]
    public void Present_OwnAnswers_StandBesideEverybodys()
    {
        TaskReport report = Joint.Value.Task.Present(Joint.Value.Model, null, Tables[2]), without = Joint.Value.Task.Present(Joint.Value.Model, null, null);
        Assert.Equal(["Is it worth it?", "How do customers feel?", "How do customers feel?", "Does it get better?", "What goes along with it?"], report.Sections.Select(section => section.Title));
        Assert.Contains("from 700 answers", report.Sections[1].Sentence, StringComparison.Ordinal);
        ReportTable groups = ((TableBlock)without.Sections[0].Blocks[0]).Table;
        Assert.Equal(Joint.Value.Figure("nps"), groups.Rows[0][1].Number!.Value.Value, 1e-9);
        Assert.Equal("north", groups.Rows[1][0].Text);
    }

    [Fact]
    public void Present_OwnAnswers_SayWhereTheyLieAgainstTheBenchmark()
    {
        LocalTable unhappy = Tables[2].Select([.. Enumerable.Range(0, 700).Where(row => Tables[2].Labels[row] <= 6)]);
        ReportSection Worth(LocalTable rows) => Joint.Value.Task.Present(Joint.Value.Model, null, rows).Sections[0];
        Assert.Contains("is not to be told from that of all partners", Worth(Tables[2]).Sentence, StringComparison.Ordinal);
        Assert.Contains("is below that of all partners", Worth(unhappy).Sentence, StringComparison.Ordinal);
        ReportTable table = Worth(unhappy).Blocks.OfType<TableBlock>().Single().Table;
        Assert.Equal(["all", "north", "south"], table.Rows.Take(3).Select(row => row[0].Text));
        Assert.Equal(-100, table.Rows[0][1].Number!.Value.Value, 1e-9);
        Assert.Equal(Joint.Value.Figure("nps"), table.Rows[0][2].Number!.Value.Value, 1e-9);
        Assert.Equal("below", table.Rows[0][3].Text);
    }

    [Fact]
    public void Run_DriversAndTrend_AreThoseOfTheDraw()
    {
        Assert.InRange(Joint.Value.Figure("driver_1_correlation"), -0.8, -0.4);
        Assert.InRange(Joint.Value.Figure("driver_2_correlation"), -0.1, 0.1);
        Assert.InRange(Joint.Value.Figure("trend"), Joint.Value.Figure("trend_lower"), Joint.Value.Figure("trend_upper"));
        Assert.True(Joint.Value.Figure("trend_lower") > 0);
    }

    [Fact]
    public void Run_Satisfaction_CountsTopBoxesAndMergesSmallGroups()
    {
        JobSpec job = Spec("top_boxes: 3, floor: 30", 1, 10);
        LocalTable drawn = Draw(job, 90, 4);
        var run = new JointRun(job, drawn);
        Assert.Equal(drawn.Labels.ToArray().Count(answer => answer >= 8) / 90.0, run.Figure("csat"), 1e-9);
        Assert.StartsWith("CSAT ", run.Progress.Headline, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Progress.Figures, figure => figure.Name == "field_1_group_3_csat");
        Assert.DoesNotContain(run.Progress.Figures, figure => figure.Name.StartsWith("period", StringComparison.Ordinal));
        ScoredRows scored = run.Task.Score(run.Model, null, drawn, ScoreOptions.ScoresOnly);
        int rare = drawn.Categories("region").IndexOf(2);
        Assert.True(double.IsNaN(scored.Columns[1].Numbers![rare]));
        Assert.Equal(run.Figure("csat"), scored.Columns[0].Numbers![rare], 1e-9);
        Assert.Equal(["overall", "of_region", "of_member"], scored.Columns.Select(column => column.Name));
    }

    [Fact]
    public void For_ContractThatDoesNotFit_SaysWhy()
    {
        Assert.Contains("0 to 10", Refusal(Spec("kind: promoters", 1, 5)), StringComparison.Ordinal);
        Assert.Contains("not a date", Refusal(Spec("date: [minutes]", 0, 10)), StringComparison.Ordinal);
        Assert.Contains("1 to 100 above", Refusal(Spec("", 0, 500)), StringComparison.Ordinal);
        string Refusal(JobSpec job) => Assert.Throws<ArgumentException>(() => TaskCatalogue.For(job)).Message;
    }

    [Theory]
    [InlineData("week", "2024-12-30")]
    [InlineData("month", "2025-01")]
    [InlineData("quarter", "2025-Q1")]
    [InlineData("year", "2025")]
    public void Periods_OfAYear_BeginWithItsFirstDay(string length, string first)
    {
        JobSpec job = Spec($"date: [answered], period: {length}, floor: 1", 0, 10);
        var run = new JointRun(job, Draw(job, 400, 5));
        Assert.Contains(run.Progress.Figures, figure => figure.Name == "period_1_answers" && figure.Words == $"{first}: answers");
        Assert.Equal(400, run.Progress.Figures.Where(figure => figure.Name.StartsWith("period_", StringComparison.Ordinal) && figure.Name.EndsWith("_answers", StringComparison.Ordinal)).Sum(figure => figure.Value));
    }

    [Fact]
    public void Read_DamagedState_IsRefused() => Joint.Value.AssertRefusesDamage();

    private static JobSpec Spec(string options, int lowest, int highest) => JobSpec.Parse(
        $$"""
        name: survey
        task: experience
        options: {{{options}}}
        contract:
          name: survey-v1
          fields:
            - {name: region, type: category, role: group, values: [north, south, island]}
            - {name: member, type: boolean, role: group}
            - {name: answered, type: date, min: 2025-01-01, max: 2025-12-31}
            - {name: minutes, type: number, min: 0, max: 60}
            - {name: visits, type: integer, min: 0, max: 9}
            - {name: answer, type: integer, role: label, min: {{lowest}}, max: {{highest}}}
        """,
        "job.yaml", TaskCatalogue.Declarations);

    // Long waits displease; later quarters please.
    private static LocalTable Draw(JobSpec job, int rows, ulong seed)
    {
        var generator = new SeededGenerator(seed);
        var builder = new LocalTableBuilder(job.Contract);
        double low = job.Contract.Label!.Minimum, first = job.Contract.Find("answered")!.Minimum;
        for (int row = 0; row < rows; row++)
        {
            double minutes = generator.NextBelow(61), day = generator.NextBelow(365);
            double answer = Math.Clamp(Math.Round(11 - (minutes / 10) + (day / 150) - (5 * generator.NextDouble())), low, job.Contract.Label.Maximum);
            int region = generator.NextBelow(20) == 0 ? 2 : generator.NextBelow(2);
            builder.Add(
                [region, generator.NextBelow(2), first + day, generator.NextBelow(10) == 0 ? double.NaN : minutes, generator.NextBelow(10)],
                (float)answer, TrainTestSplit.KeyOfId("salt", Encoding.UTF8.GetBytes($"{row}")));
        }

        return builder.Build();
    }
}
