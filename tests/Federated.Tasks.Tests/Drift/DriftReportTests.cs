using Federated.Computations;
using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Drift;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;
using Federated.Tasks.Tests.Insight;

namespace Federated.Tasks.Tests.Drift;

public sealed class DriftReportTests
{
    private static readonly JobSpec Job = JobSpec.Parse(
        """
        name: look
        task: churn
        contract:
          name: shop
          fields:
            - {name: age, type: integer, min: 0, max: 120}
            - {name: spend, type: number, min: -100, max: 10000}
            - {name: plan, type: category, values: [basic, plus, family, rare]}
            - {name: city, type: text}
            - {name: left, type: boolean, role: label}
        """,
        "job.yaml", TaskCatalogue.Declarations);

    private static readonly ModelSnapshot Released = Run();

    [Fact]
    public void Compare_RowsLikeTheTraining_IsStable()
    {
        DriftReport report = DriftReport.Compare(Job, Released, Table(InsightJob.Rows(600, 9)))!;

        Assert.Equal(["age", "spend", "plan"], report.Fields.Select(field => field.Field));
        Assert.Equal(DriftVerdict.Stable, report.Verdict);
        Assert.Equal(600, report.Rows);
        Assert.Equal(TrainTestSplit.Part(Table(InsightJob.Rows(900, 1)), RowPart.Training, 0.2, 0.2).RowCount, report.TrainingRows);
        Assert.All(report.Fields, field =>
        {
            Assert.InRange(field.StabilityIndex, 0, 0.1);
            Assert.Equal(1, field.Bins.Sum(bin => bin.Share), 1e-9);
            Assert.Equal(1, field.Bins.Sum(bin => bin.TrainingShare), 1e-9);
        });
    }

    [Fact]
    public void Compare_OlderCustomersWithoutSpend_NamesTheFieldsThatMoved()
    {
        InsightJob.Row[] rows = [.. InsightJob.Rows(600, 9).Where(row => row.Age > 45).Select(row => row with { Spend = double.NaN })];
        DriftReport report = DriftReport.Compare(Job, Released, Table(rows, hasLabels: false))!;

        Assert.Equal([DriftVerdict.Strong, DriftVerdict.Strong, DriftVerdict.Stable], report.Fields.Select(field => field.Verdict));
        Assert.Equal(DriftVerdict.Strong, report.Verdict);
        Assert.Equal(("(missing)", 1.0), (report.Fields[1].Bins[^1].Words, report.Fields[1].Bins[^1].Share));
        Assert.StartsWith("below ", report.Fields[0].Bins[0].Words, StringComparison.Ordinal);
        Assert.InRange(report.Fields[0].Bins.Count, 10, 12);
        Assert.True(report.Fields[0].PValue < 1e-6);
    }

    [Fact]
    public void Compare_Field_HasTheTextbooksFigures()
    {
        InsightJob.Row[] rows = [.. InsightJob.Rows(400, 4).Select(row => row with { Plan = row.Plan == 1 ? 0 : row.Plan })];
        FieldDrift plan = DriftReport.Compare(Job, Released, Table(rows))!.Fields[2];
        LocalTable training = TrainTestSplit.Part(Table(InsightJob.Rows(900, 1)), RowPart.Training, 0.2, 0.2);
        int[] seen = training.Categories("plan").ToArray();
        long[] then = [seen.Count(value => value == 0), seen.Count(value => value == 1), seen.Count(value => value == 2), 0, seen.Count(value => value < 0)];
        long[] now = [rows.Count(row => row.Plan == 0), 0, rows.Count(row => row.Plan == 2), 0, rows.Count(row => row.Plan < 0)];

        double expected = then.Zip(now, (t, n) =>
        {
            double p = (t + 0.5) / (then.Sum() + 2.5), q = (n + 0.5) / (now.Sum() + 2.5);
            return (q - p) * Math.Log(q / p);
        }).Sum();
        double chi = 0;
        for (int cell = 0; cell < 5; cell++)
        {
            double both = then[cell] + now[cell], all = then.Sum() + now.Sum();
            if (both > 0)
                chi += Math.Pow(then[cell] - (both * then.Sum() / all), 2) / (both * then.Sum() / all) + Math.Pow(now[cell] - (both * now.Sum() / all), 2) / (both * now.Sum() / all);
        }

        Assert.Equal(["basic", "plus", "family", "rare", "(other)"], plan.Bins.Select(bin => bin.Words));
        Assert.Equal(expected, plan.StabilityIndex, 1e-9);
        Assert.Equal(chi, plan.ChiSquare, 1e-6);
        Assert.Equal(3, plan.DegreesOfFreedom);
        Assert.Equal(DriftVerdict.Strong, plan.Verdict);
    }

    [Fact]
    public void Compare_FewRows_SaysNothing()
        => Assert.Equal(DriftVerdict.TooFewRows, DriftReport.Compare(Job, Released, Table(InsightJob.Rows(20, 5)))!.Verdict);

    [Fact]
    public void Compare_ModelWithoutCounts_IsNull()
        => Assert.Null(DriftReport.Compare(Job, new ModelSnapshot([]), Table([])));

    [Fact]
    public void Compare_DamagedOrUnfinishedCounts_AreRefused()
    {
        foreach (NamedTensor missing in Released.Tensors)
            Assert.Throws<TaskStateException>(() => DriftReport.Compare(Job, new ModelSnapshot(Released.Tensors.Remove(missing), Released.Metadata), Table([])));
        var stage = new DriftStage(Job);
        ModelSnapshot begun = SnapshotParts.Join(new Dictionary<string, ModelSnapshot> { [DriftStage.PartName] = stage.Begin(TaskState.Empty) }, new Dictionary<string, string>());
        Assert.Throws<TaskStateException>(() => DriftReport.Compare(Job, begun, Table([])));
    }

    /// <summary>The part that a job with a drift stage releases.</summary>
    private static ModelSnapshot Run()
    {
        var stage = new DriftStage(Job);
        TaskState state = TaskState.Empty.With(stage.Name, stage.Begin(TaskState.Empty));
        LocalTable[] nodes = [Table(InsightJob.Rows(900, 1))];
        int rounds = 0;
        for (; !stage.IsDone(state); rounds++)
        {
            ContributionSpec form = stage.Specify(state);
            var sum = new double[form.Length];
            foreach (LocalTable table in nodes)
            {
                var contribution = new Contribution(form);
                stage.Contribute(state, new TaskData(table, 1, new NodeMemory()), contribution);
                for (int index = 0; index < sum.Length; index++)
                    sum[index] += contribution.Values[index];
            }

            state = state.With(stage.Name, stage.Apply(state, new SecureSum(sum, nodes.Length, nodes.Length)));
        }

        Assert.Equal(stage.MostRounds, rounds);
        return SnapshotParts.Join(state.Parts, new Dictionary<string, string> { ["task"] = "churn" });
    }

    private static LocalTable Table(IEnumerable<InsightJob.Row> rows, bool hasLabels = true)
    {
        var builder = new LocalTableBuilder(Job.Contract, hasLabels);
        foreach (InsightJob.Row row in rows)
            builder.Add([row.Age, row.Spend, row.Plan, double.NaN], row.Left ? 1 : 0, (ulong)row.Since * 0x9E3779B97F4A7C15, [null, null, null, row.City]);
        return builder.Build();
    }
}
