using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Tests.Schema;

namespace Federated.Tasks.Tests.TwoClass;

public class PreparedScorerTests
{
    private static readonly LocalTable[] Tables = [ChurnTables.Sample(300, 1), ChurnTables.Sample(200, 2), ChurnTables.Sample(150, 3)];

    [Theory]
    [InlineData("model: {kind: logistic}")]
    [InlineData("model: {kind: boosted_trees, trees: 6, depth: 3, minimum_leaf_rows: 5}")]
    [InlineData("model: {kind: random_forest, trees: 10, depth: 3, minimum_leaf_rows: 5}")]
    [InlineData("model: {kind: naive_bayes}")]
    [InlineData("model: {kind: mlp, hidden: [8], batch_norm: true}\ntraining: {rounds: 4, learning_rate: 0.02}")]
    public void Prepare_ManyCallersAtOnce_EachHasTheAnswerOfACallAlone(string settings)
    {
        var joint = new Pipeline(settings, 0.2, Tables);
        var options = new ScoreOptions { Reasons = 3 };
        LocalTable[] asked = [.. Enumerable.Range(0, 40).Select(seed => ChurnTables.Sample(1 + (seed % 7), 100 + seed))];
        string[] alone = [.. asked.Select(table => Text(joint.Task.Score(joint.Model, joint.Memories[0].Current, table, options)))];
        RowScorer scorer = joint.Task.Prepare(joint.Model, joint.Memories[0].Current);
        var answers = new string[20 * asked.Length];
        using var start = new Barrier(8);
        Thread[] callers = [.. Enumerable.Range(0, 8).Select(caller => new Thread(() =>
        {
            start.SignalAndWait();
            for (int call = caller; call < answers.Length; call += 8)
                answers[call] = Text(scorer(asked[call % asked.Length], options));
        }))];
        foreach (Thread caller in callers)
            caller.Start();
        foreach (Thread caller in callers)
            caller.Join();
        Assert.Equal(Enumerable.Range(0, answers.Length).Select(call => alone[call % asked.Length]), answers);
    }

    private static string Text(ScoredRows rows) =>
        string.Join('\n', rows.Columns[0].Numbers!.Zip(rows.Reasons!, (score, reasons) => $"{score:R} {string.Join("; ", reasons.Select(reason => $"{reason.Words} {reason.Contribution:R}"))}"));
}
