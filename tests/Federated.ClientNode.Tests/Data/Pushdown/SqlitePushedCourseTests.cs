using Federated.ClientNode.Data;
using Federated.ClientNode.Data.Pushdown;
using Federated.ClientNode.Data.Sql;
using Federated.ClientNode.Tests.Data.Sql;
using Federated.Computations;
using Federated.Tasks.Jobs;

namespace Federated.ClientNode.Tests.Data.Pushdown;

public sealed class SqlitePushedCourseTests : IDisposable
{
    private const string Query = "SELECT * FROM shop ORDER BY customer";

    private readonly SqliteScenario _database = new(PushdownScenario.Statements("INTEGER", "REAL", "TEXT", "INTEGER", "TEXT", "BOOLEAN", "TEXT", "INTEGER", "TEXT"));

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData("model: {kind: logistic}\n", 1e-7, "statistics training evaluation fairness drift")]
    [InlineData("model: {kind: boosted_trees, trees: 3, depth: 3}\n", 1e-9, "statistics bins training evaluation fairness drift")]
    [InlineData("model: {kind: random_forest, trees: 4, depth: 3}\n", 1e-9, "statistics bins training evaluation fairness drift")]
    public void Course_OfTwoClassesWithoutARow_IsThatOfTheRows(string model, double tolerance, string stages) =>
        Assert.Equal(stages, string.Join(' ', PushedCourse.RequireSame(PushedCourse.Job(PushedCourse.Churn + model, PushdownScenario.Contract), Never(), Read(), tolerance)));

    [Fact]
    public void Course_OfNaiveBayesWithRowsForItsEvaluation_IsThatOfTheRows() =>
        Assert.Contains("evaluation", PushedCourse.RequireSame(
            PushedCourse.Job(PushedCourse.Churn + "model: {kind: naive_bayes}\n", PushdownScenario.Contract), Mapping("push_down: true", PushdownScenario.Settings), Read(), 1e-7));

    [Fact]
    public void Course_OfInsightWithoutARow_IsThatOfTheRows() =>
        Assert.Equal(["survey"], PushedCourse.RequireSame(PushedCourse.Job("task: insight\noptions: {group_by: [region, plan], measures: [spend], floor: 3}\n", PushdownScenario.Contract), Never(), Read(), 1e-9));

    [Fact]
    public void Course_OfSegmentsWithoutARow_IsThatOfTheRows() =>
        Assert.Contains("profiles", PushedCourse.RequireSame(PushedCourse.Job("task: segments\noptions: {fewest: 2, most: 3, floor: 5, restarts: 1, samples: 2, rounds: 6, cells: 8}\nevaluation: {validation_fraction: 0}\n", PushdownScenario.Contract), Never(), Read(), 1e-4));

    [Fact]
    public void Course_OfValue_IsThatOfTheRows() =>
        Assert.Contains("smearing", PushedCourse.RequireSame(
            PushedCourse.Job("task: value\nevaluation: {validation_fraction: 0}\n", PushedCourse.Spending), Mapping("push_down: true", PushedCourse.SpendingSettings), Mapping("push_down: false", PushedCourse.SpendingSettings), 1e-7));

    [Fact]
    public void Open_JobWhoseStagesReadRows_NamesEachBeforeTheRun()
    {
        JobSpec job = PushedCourse.Job("task: churn\nmodel: {kind: naive_bayes}\n", PushdownScenario.Contract);
        DataMapping mapping = Never();
        Assert.Null(PushedRows.Open(job, mapping, Assert.IsType<SqlRowSource>(mapping.SourceFor(job.Contract)), out DataReport report));
        Assert.All(report.Faults, fault => Assert.Equal("FED-DATA-ROWS-NEVER", fault.Code));
        Assert.Equal(["evaluation", "importance", "fairness", "dependence", "worth"], report.Faults.Select(fault => fault.What.Split('\'')[1]));
        Assert.Contains("importance: false", report.Faults[1].Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_WhereNoRowMayBeRead_AreRefused()
    {
        JobSpec job = PushedCourse.Job(PushedCourse.Churn, PushdownScenario.Contract);
        DataMapping mapping = Never();
        var source = Assert.IsType<SqlRowSource>(mapping.SourceFor(job.Contract));
        PushedRows pushed = PushedRows.Open(job, mapping, source, out _)!;
        Assert.Contains("rows: never", Assert.Throws<ContributionException>(pushed.Batches).Message, StringComparison.Ordinal);
        Assert.Equal("FED-DATA-ROWS-NEVER", Assert.Throws<SourceException>(source.Open).Fault.Code);
    }

    [Fact]
    public void Read_WhereNoRowMayBeRead_IsRefusedForEveryPurpose()
    {
        foreach (ReadPurpose purpose in Enum.GetValues<ReadPurpose>())
        {
            DataReading reading = TableReader.Read(PushdownScenario.Contract, Never(), "salt", purpose);
            Assert.Equal("FED-DATA-ROWS-NEVER", Assert.Single(reading.Report.Faults).Code);
            Assert.Null(reading.Table);
        }
    }

    [Fact]
    public void Mapping_RowsNeverWithoutSums_IsAFault() =>
        Assert.Contains("push_down: true", Assert.Throws<Federated.Tasks.Documents.DocumentException>(() => Mapping("rows: never", "")).Message, StringComparison.Ordinal);

    private DataMapping Never() => Mapping("push_down: true, rows: never", PushdownScenario.Settings);

    private DataMapping Read() => Mapping("push_down: false", PushdownScenario.Settings);

    private DataMapping Mapping(string how, string settings) => _database.Mapping(Query, settings, connection: $"connection: shop.db, {how}");
}
