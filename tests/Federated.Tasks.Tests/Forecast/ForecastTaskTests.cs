using Federated.Computations;
using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.Tasks.Tests.Forecast;

public sealed class ForecastTaskTests
{
    private static readonly JobSpec Job = Spec("options: {horizon: 4, season: 8, cuts: 2, shrinkage: 2}");
    private static readonly LocalTable[] Tables = [.. Enumerable.Range(1, 3).Select(seed => new SimulatedSales(Job.Contract, (ulong)seed).Draw(2 + seed))];
    private static readonly Lazy<JointRun> Joint = new(() => new JointRun(Job, Tables));

    [Fact]
    public void Run_ThreeNodes_RecoversWhatTheSalesWereDrawnFrom()
    {
        Assert.Equal(["calendar", "effects", "effect_errors", "regression", "calibration", "backtest", "done"], Joint.Value.States.Select(state => Joint.Value.Task.Describe(state).Stage));
        Assert.InRange(SimulatedSales.Elasticity, Joint.Value.Figure("elasticity_price_low") - 0.02, Joint.Value.Figure("elasticity_price_high") + 0.02);
        Assert.InRange(SimulatedSales.Promotion, Joint.Value.Figure("effect_promoted_low") - 0.02, Joint.Value.Figure("effect_promoted_high") + 0.02);
        Assert.InRange(Joint.Value.Figure("elasticity_price_high") - Joint.Value.Figure("elasticity_price_low"), 0.01, 0.2);
        Assert.InRange(Joint.Value.Figure("r2_log"), 0.9, 1);
        Assert.InRange(Joint.Value.Figure("coverage"), 0.68, 0.92);
        Assert.True(Joint.Value.Figure("wape") < 0.5 * Joint.Value.Figure("naive_wape"));
        Assert.StartsWith("off by ", Joint.Value.Progress.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ThreeNodes_GivesTheModelOfTheirPool()
    {
        var pooled = new JointRun(Job, LocalTable.Concatenate(Tables));
        foreach (string tensor in new[] { "effects/weights", "effect_errors/errors", "regression/weights", "regression/intercepts", "calibration/counts" })
        {
            double[] expected = pooled.Model.Doubles(tensor).ToArray(), actual = Joint.Value.Model.Doubles(tensor).ToArray();
            for (int index = 0; index < expected.Length; index++)
                Assert.Equal(expected[index], actual[index], 1e-4);
        }
    }

    [Fact]
    public void Run_RowsInAnotherOrder_GivesTheSameModel()
    {
        int[] order = [.. Enumerable.Range(0, Tables[0].RowCount).Reverse()];
        var turned = new JointRun(Job, Tables[0].Select(order), Tables[1], Tables[2]);
        double[] expected = Joint.Value.Model.Doubles("regression/weights").ToArray(), actual = turned.Model.Doubles("regression/weights").ToArray();
        for (int index = 0; index < expected.Length; index++)
            Assert.Equal(expected[index], actual[index], 1e-6);
    }

    [Fact]
    public void Run_Trees_BeatTheNaiveForecast()
    {
        JobSpec job = Spec("options: {horizon: 4, season: 8, cuts: 1}\nmodel: {kind: boosted_trees, trees: 20, depth: 3, shrinkage: 0.3, bins: 16, minimum_leaf_rows: 5}");
        var run = new JointRun(job, Tables);
        Assert.True(run.Figure("wape") < 0.8 * run.Figure("naive_wape"), $"trees {run.Figure("wape")}, naive {run.Figure("naive_wape")}");
        Assert.True(run.Figure("linear_wape") < run.Figure("naive_wape"));
        ScoredRows scored = Score(run.Task, run.Model, Remembered(run, Tables[0]), Tables[0]);
        Assert.Contains(scored.Columns[0].Numbers!, double.IsFinite);
    }

    [Fact]
    public void Score_PlannedPrices_MoveTheForecastByTheElasticity()
    {
        ModelSnapshot memory = Remembered(Joint.Value, Tables[0])!;
        int last = 100 + SimulatedSales.Weeks - 1;
        ulong shop = SimulatedSales.KeyOf(1, 0);
        ScoredRows scored = Score(Joint.Value.Task, Joint.Value.Model, memory, Plan((0, last + 1, 3, shop), (0, last + 1, 3.03, shop), (0, last + 4, 3, shop), (0, last + 5, 3, shop), (0, last, 3, shop), (0, last - 4, 3, shop)));
        double[] said = [.. scored.Columns[0].Numbers!];
        Assert.Equal(SimulatedSales.Elasticity, Math.Log((said[1] + 1) / (said[0] + 1)) / Math.Log(1.01), 0.25);
        Assert.Equal(["plan", "plan", "plan", "", "carried", ""], scored.Columns.Single(column => column.Name == "basis").Words!);
        Assert.Equal(["160", "160", "163", "", "163", ""], scored.Columns.Single(column => column.Name == "period").Words!);
        Assert.True(double.IsNaN(said[3]) && double.IsFinite(said[4]) && double.IsNaN(said[5]));
        double Number(string name, int row) => scored.Columns.Single(column => column.Name == name).Numbers![row];
        Assert.True(Number("low", 0) < Number("median", 0) && Number("median", 0) < Number("high", 0));
    }

    [Fact]
    public void Score_NewSeries_IsForecastFromThePlan()
    {
        int next = 100 + SimulatedSales.Weeks;
        LocalTable plan = Plan((1, next, 2, 77), (1, next, 4, 77));
        foreach (ModelSnapshot? memory in new[] { null, Remembered(Joint.Value, Tables[0]) })
        {
            double[] said = [.. Score(Joint.Value.Task, Joint.Value.Model, memory, plan).Columns[0].Numbers!];
            Assert.True(said[0] > 2 * said[1] && said[1] > 0);
        }
    }

    [Fact]
    public void Present_OwnRows_ShowsTotalsThatAddUp()
    {
        TaskReport report = Joint.Value.Task.Present(Joint.Value.Model, Remembered(Joint.Value, Tables[0]), Tables[0]);
        Assert.Equal(["What is to come?", "Is it worth it?", "Can the bands be trusted?", "What do prices and promotions do?"], report.Sections.Select(section => section.Title));
        ReportTable totals = report.Sections[0].Blocks.OfType<TableBlock>().Single().Table;
        for (int column = 1; column <= 2; column++)
        {
            double[] values = [.. totals.Rows.Select(row => row[column].Number!.Value.Value)];
            Assert.Equal(values[0], values[1..].Sum(), 1e-6 * values[0]);
        }

        Assert.Equal(2, Joint.Value.Task.Present(Joint.Value.Model, null, null).Sections.Count - 1);
    }

    [Fact]
    public void Run_HistoryTooShort_SaysHowManyPeriodsItTakes()
    {
        LocalTable[] tables = [.. Enumerable.Range(1, 3).Select(seed => new SimulatedSales(Job.Contract, (ulong)seed).Draw(2, weeks: 15))];
        var fault = Assert.Throws<TaskStateException>(() => new JointRun(Job, tables));
        Assert.Contains("15 periods in common", fault.Message, StringComparison.Ordinal);
        Assert.Contains("take 16", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("options: {period: [price]}", "reads the period")]
    [InlineData("options: {price: [promoted]}", "is to be a price")]
    [InlineData("options: {series: [price]}", "cannot name a series")]
    [InlineData("options: {price_by: [week]}", "no category that names a series")]
    public void For_OptionThatDoesNotFit_SaysWhichAndHow(string options, string words) =>
        Assert.Contains(words, Assert.Throws<ArgumentException>(() => TaskCatalogue.For(Spec(options))).Message, StringComparison.Ordinal);

    [Fact]
    public void Run_PriceByProduct_HasAnElasticityForEach()
    {
        var run = new JointRun(Spec("options: {horizon: 3, season: 8, cuts: 1, price_by: [product]}"), Tables);
        Assert.InRange(run.Figure("elasticity_price_tea"), -2.15, -1.85);
        Assert.InRange(run.Figure("elasticity_price_coffee"), -2.15, -1.85);
    }

    [Fact]
    public void Run_PriceOfWhatFewPartnersSell_HasNoElasticityOfItsOwn()
    {
        // Two of the three sell coffee: what its price does would be theirs.
        LocalTable[] tables = [.. Tables[..2], Tables[2].Select([.. Enumerable.Range(0, Tables[2].RowCount).Where(row => Tables[2].Categories("product")[row] == 0)])];
        var run = new JointRun(Spec("options: {horizon: 3, season: 8, cuts: 1, price_by: [product]}"), tables);
        Assert.DoesNotContain(run.Progress.Figures, figure => figure.Name.StartsWith("elasticity_price_", StringComparison.Ordinal) && !figure.Name.EndsWith("_low", StringComparison.Ordinal) && !figure.Name.EndsWith("_high", StringComparison.Ordinal));
        Assert.InRange(run.Figure("elasticity_price"), -2.15, -1.85);
    }

    [Fact]
    public void Read_DamagedState_IsRefused() => Joint.Value.AssertRefusesDamage();

    [Fact]
    public void Score_MemoryOfAnotherJob_IsRefused()
    {
        JobSpec other = Spec("options: {horizon: 3, season: 20, cuts: 1}");
        ModelSnapshot memory = Remembered(new JointRun(other, Tables), Tables[0])!;
        Assert.Throws<TaskStateException>(() => Score(Joint.Value.Task, Joint.Value.Model, memory, Tables[0]));
    }

    private static ScoredRows Score(IJointTask task, ModelSnapshot model, ModelSnapshot? memory, LocalTable table) => task.Score(model, memory, table, ScoreOptions.ScoresOnly);

    private static ModelSnapshot? Remembered(JointRun run, LocalTable table)
    {
        var memory = new NodeMemory();
        ModelSnapshot before = run.States[^2];
        run.Task.Contribute(before, new TaskData(table, 1, memory), new Contribution(run.Task.Specify(before)));
        return memory.Current;
    }

    private static LocalTable Plan(params (int Product, int Week, double Price, ulong Shop)[] rows)
    {
        var builder = new LocalTableBuilder(Job.Contract, hasLabels: false);
        foreach ((int product, int week, double price, ulong shop) in rows)
            builder.Add([product, week, price, 0], 0, shop);
        return builder.Build();
    }

    private static JobSpec Spec(string settings) => JobSpec.Parse(
        $$"""
        name: demand
        task: forecast
        {{settings}}
        contract:
          name: demand-v1
          fields:
            - {name: shop, role: id}
            - {name: product, type: category, values: [tea, coffee]}
            - {name: week, type: integer, min: 0, max: 400}
            - {name: price, type: number, min: 0, max: 10}
            - {name: promoted, type: boolean}
            - {name: sold, type: number, min: 0, max: 10000, role: label}
        """.Replace("options: {", settings.Contains("period", StringComparison.Ordinal) ? "options: {" : "options: {period: [week], ", StringComparison.Ordinal),
        "job.yaml",
        TaskCatalogue.Declarations);
}
