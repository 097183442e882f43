using Federated.ClientNode.Data;
using Federated.ClientNode.Tests.Data.Sql;

namespace Federated.ClientNode.Tests.Data.Pushdown;

[Collection(PostgresTestGroup.Name)]
public sealed class PostgresPushedCourseTests(PostgresServer server)
{
    [PostgresTheory]
    [InlineData("model: {kind: logistic}\n", 1e-7)]
    [InlineData("model: {kind: boosted_trees, trees: 3, depth: 3}\n", 1e-9)]
    [InlineData("model: {kind: random_forest, trees: 4, depth: 3}\n", 1e-9)]
    public void Course_OfTwoClassesWithoutARow_IsThatOfTheRows(string model, double tolerance)
    {
        CreateTable();
        Assert.Contains("fairness", PushedCourse.RequireSame(PushedCourse.Job(PushedCourse.Churn + model, PushdownScenario.Contract), Never(), Read(), tolerance));
    }

    [PostgresFact]
    public void Course_OfInsightWithoutARow_IsThatOfTheRows()
    {
        CreateTable();
        Assert.Equal(["survey"], PushedCourse.RequireSame(PushedCourse.Job("task: insight\noptions: {group_by: [region, plan], measures: [spend], floor: 3}\n", PushdownScenario.Contract), Never(), Read(), 1e-9));
    }

    [PostgresFact]
    public void Course_OfSegmentsWithoutARow_IsThatOfTheRows()
    {
        CreateTable();
        Assert.Contains("profiles", PushedCourse.RequireSame(PushedCourse.Job("task: segments\noptions: {fewest: 2, most: 3, floor: 5, restarts: 1, samples: 2, rounds: 6, cells: 8}\nevaluation: {validation_fraction: 0}\n", PushdownScenario.Contract), Never(), Read(), 1e-4));
    }

    [PostgresFact]
    public void Course_OfValue_IsThatOfTheRows()
    {
        CreateTable();
        Assert.Contains("smearing", PushedCourse.RequireSame(
            PushedCourse.Job("task: value\nevaluation: {validation_fraction: 0}\n", PushedCourse.Spending), Mapping("push_down: true", PushedCourse.SpendingSettings), Mapping("push_down: false", PushedCourse.SpendingSettings), 1e-7));
    }

    private void CreateTable() => server.Execute(PushdownScenario.Statements("bigint", "double precision", "varchar(40)", "smallint", "text", "boolean", "date", "integer", "text"));

    private DataMapping Never() => Mapping("push_down: true, rows: never", PushdownScenario.Settings);

    private DataMapping Read() => Mapping("push_down: false", PushdownScenario.Settings);

    private DataMapping Mapping(string how, string settings) => DataMapping.Parse(
        $"source: {{sql: \"SELECT * FROM shop ORDER BY customer\", provider: postgres, connection: '{server.Connection}', timeout_seconds: 60, {how}}}\n{settings}\n", "mapping.yaml", Path.GetTempPath());
}
