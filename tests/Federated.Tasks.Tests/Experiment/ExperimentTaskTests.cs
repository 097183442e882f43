using System.Text;
using Federated.Learning.Randomness;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks.Tests.Experiment;

public sealed class ExperimentTaskTests
{
    private static readonly JobSpec Job = JobSpec.Parse(
        """
        name: button
        task: experiment
        options: {expected_effect: 0.05}
        contract:
          name: button-v1
          fields:
            - {name: variant, type: category, values: [old, green, red]}
            - {name: region, type: category, values: [north, south, isle], role: group}
            - {name: bought, type: boolean, role: label}
        """, "job.yaml", TaskCatalogue.Declarations);

    private static readonly LocalTable[] Better = [Draw(2000, 1, 0.2, 0.08), Draw(3000, 2, 0.35, 0.08)];
    private static readonly Lazy<JointRun> Joint = new(() => new JointRun(Job, Better));

    [Fact]
    public void Run_VariantThatDoesBetter_IsFound()
    {
        Assert.Equal(3, Joint.Value.States.Count);
        Assert.InRange(0.08, Joint.Value.Figure("variant_2_low"), Joint.Value.Figure("variant_2_high"));
        Assert.True(Joint.Value.Figure("variant_2_low") > 0);
        Assert.InRange(Joint.Value.Figure("variant_2_p"), 0, 0.025);
        Assert.InRange(0, Joint.Value.Figure("variant_3_low"), Joint.Value.Figure("variant_3_high"));
        Assert.StartsWith("green does better than old", Joint.Value.Progress.Headline, StringComparison.Ordinal);
        Assert.InRange(Joint.Value.Figure("mismatch_p"), 0.01, 1);
    }

    [Fact]
    public void Run_ManyLooksWithoutDifference_SeldomSeeOne()
    {
        int found = 0;
        for (int run = 0; run < 60; run++)
        {
            LocalTable first = Draw(400, 1000 + (2 * (ulong)run), 0.2, 0), second = Draw(400, 1001 + (2 * (ulong)run), 0.4, 0);
            bool seen = false;
            for (int look = 1; look <= 5 && !seen; look++)
            {
                int[] rows = [.. Enumerable.Range(0, 80 * look)];
                seen = !new JointRun(Job, first.Select(rows), second.Select(rows)).Progress.Headline.StartsWith("undecided", StringComparison.Ordinal);
            }

            found += seen ? 1 : 0;
        }

        // Of 60 at 5 %, more than 8 come with a chance of 0.3 %.
        Assert.InRange(found, 0, 8);
    }

    [Fact]
    public void Run_SharesThatWereNotPlanned_GiveNoVerdict()
    {
        LocalTable[] lost = [.. Better.Select(table => table.Select([.. Enumerable.Range(0, table.RowCount).Where(row => table.Categories("variant")[row] != 1 || row % 4 != 0)]))];
        var run = new JointRun(Job, lost);
        Assert.InRange(run.Figure("mismatch_p"), 0, 0.001);
        Assert.StartsWith("the shares of the variants are not those planned", run.Progress.Headline, StringComparison.Ordinal);
        Assert.Contains("no verdict", run.Task.Score(run.Model, null, Better[0], ScoreOptions.ScoresOnly).Columns[1].Words![0], StringComparison.Ordinal);
    }

    [Fact]
    public void Run_FewCustomers_HaveNoIntervalYet()
    {
        var run = new JointRun(Job, Better[0].Select([.. Enumerable.Range(0, 60)]));
        Assert.StartsWith("undecided", run.Progress.Headline, StringComparison.Ordinal);
        Assert.True(double.IsNaN(run.Figure("variant_2_low")));
        Assert.Equal(1, run.Figure("variant_2_p"));
    }

    [Fact]
    public void Run_Amounts_AreInTheirOwnUnit()
    {
        JobSpec job = JobSpec.Parse(
            """
            name: button
            task: experiment
            options: {variant: [mailed], expected_effect: 5, control_share: 0.5}
            contract:
              name: button-v1
              fields:
                - {name: mailed, type: boolean}
                - {name: spent, type: number, min: 0, max: 200, role: label}
            """, "job.yaml", TaskCatalogue.Declarations);
        var builder = new LocalTableBuilder(job.Contract);
        var generator = new SeededGenerator(5);
        for (int row = 0; row < 2000; row++)
        {
            int mailed = generator.NextBelow(2);
            builder.Add([mailed], (float)(40 + (40 * generator.NextDouble()) + (6 * mailed)), (ulong)row);
        }

        var run = new JointRun(job, builder.Build());
        Assert.Equal(6, run.Figure("variant_2_effect"), 2.0);
        Assert.InRange(6, run.Figure("variant_2_low"), run.Figure("variant_2_high"));
        Assert.Equal(60, run.Figure("variant_1_mean"), 1.5);
    }

    [Fact]
    public void Present_OwnRows_StandBesideEverybodysAndSmallGroupsAreWithheld()
    {
        TaskReport report = Joint.Value.Task.Present(Joint.Value.Model, null, Better[0]);
        Assert.Equal(["Which variant does better?", "Did the variants get their shares?", "Is it the same for every region?"], report.Sections.Select(section => section.Title));
        ReportTable effects = ((ChartBlock)report.Sections[0].Blocks[0]).Chart.Table;
        Assert.Equal(["variant", "all partners", "your own customers"], effects.Columns.Select(column => column.Heading));
        ReportTable groups = ((TableBlock)report.Sections[2].Blocks[0]).Table;
        // The isle has few customers: it is withheld, and with it the smaller of the others when it could be told.
        Assert.DoesNotContain(groups.Rows, row => row[0].Text == "isle");
        Assert.Contains(report.Sections[2].Blocks, block => block is TextBlock text && text.Text.Contains("of 3 are withheld", StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_ContractWithoutVariants_IsRefused()
    {
        JobSpec job = JobSpec.Parse("name: button\ntask: experiment\ncontract: {name: button-v1, fields: [{name: version, type: boolean}, {name: bought, type: boolean, role: label}]}\n", "job.yaml", TaskCatalogue.Declarations);
        Assert.Contains("'variant'", Assert.Throws<ArgumentException>(() => TaskCatalogue.For(job)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DamagedState_IsRefused() => Joint.Value.AssertRefusesDamage();

    private static LocalTable Draw(int rows, ulong seed, double level, double effect)
    {
        var generator = new SeededGenerator(seed);
        var builder = new LocalTableBuilder(Job.Contract);
        for (int row = 0; row < rows; row++)
        {
            int variant = generator.NextBelow(3), region = row < 5 ? 2 : generator.NextBelow(2);
            builder.Add([variant, region], generator.NextDouble() < level + (variant == 1 ? effect : 0) ? 1 : 0, TrainTestSplit.KeyOfId("salt", Encoding.UTF8.GetBytes($"{seed}/{row}")));
        }

        return builder.Build();
    }
}
