using Federated.ClientNode.Data;
using Federated.ClientNode.Data.Pushdown;
using Federated.ClientNode.Data.Sql;
using Federated.ClientNode.Tests.Data.Sql;
using Federated.Computations;
using Federated.Learning.State;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;

namespace Federated.ClientNode.Tests.Data.Pushdown;

public sealed class PushedRowsTests : IDisposable
{
    private readonly SqliteScenario _database = new(PushdownScenario.Statements("INTEGER", "REAL", "TEXT", "INTEGER", "TEXT", "BOOLEAN", "TEXT", "INTEGER", "TEXT"));

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData("model: {kind: logistic}\n", ModelKind.Logistic)]
    [InlineData("model: {kind: naive_bayes}\n", ModelKind.NaiveBayes)]
    [InlineData("model: {kind: boosted_trees, trees: 3, depth: 3}\n", ModelKind.BoostedTrees)]
    public void WholeCourse_OverTheDatabase_GivesTheModelOfItsRows(string model, ModelKind kind)
    {
        DataMapping mapping = _database.Mapping("SELECT * FROM shop ORDER BY customer", PushdownScenario.Settings);
        JobSpec job = JobSpec.Parse(
            $"name: pushed\ntask: churn\n{model}options: {{importance: false}}\nevaluation: {{validation_fraction: 0}}\ncontract:\n  {PushdownScenario.Contract.ToYaml().ReplaceLineEndings("\n  ")}\n",
            "job.yaml", TaskCatalogue.Declarations);
        Assert.Equal(kind, job.Model.Kind);
        var source = Assert.IsType<SqlRowSource>(mapping.SourceFor(job.Contract));
        PushedRows pushed = PushedRows.Open(job, mapping, source, out DataReport report)!;
        ITaskRows read = OpenedRows.Open(job.Contract, mapping, job.Evaluation.Salt, ReadPurpose.Training).Rows!;
        Assert.True(report.IsUsable);

        IJointTask task = TaskCatalogue.For(job);
        double[] expected = Scores(task, Run(task, read), read), actual = Scores(task, Run(task, pushed), read);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.True(expected.Distinct().Count() > 2);
    }

    private static double[] Scores(IJointTask task, ModelSnapshot model, ITaskRows rows) =>
        [.. task.Score(model, null, rows.Whole(), ScoreOptions.ScoresOnly).Columns[0].Numbers!];

    private static ModelSnapshot Run(IJointTask task, ITaskRows rows)
    {
        ModelSnapshot state = task.Begin();
        while (!task.IsDone(state))
        {
            var contribution = new Contribution(task.Specify(state));
            task.Contribute(state, new TaskData(rows, 1, new NodeMemory()), contribution);
            double[] sum = [.. contribution.Values.ToArray().Select(value => contribution.Weight * value)];
            state = task.Apply(state, new SecureSum(sum, contribution.Weight, 1));
        }

        return state;
    }
}
