using Federated.ClientNode.Data;
using Federated.ClientNode.Data.Pushdown;
using Federated.ClientNode.Data.Sql;
using Federated.Computations;
using Federated.Learning.State;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Tests.Data.Pushdown;

/// <summary>A job run twice, round by round: over the sums of a database, and over its rows read into this process.</summary>
internal static class PushedCourse
{
    /// <summary>The table of <see cref="PushdownScenario"/>, its class the label.</summary>
    public const string Churn = "task: churn\noptions: {importance: false, fairness: [plan]}\nevaluation: {validation_fraction: 0}\n";

    /// <summary>The same, and what a customer spends.</summary>
    public static readonly DataContract Spending = DataContract.Parse("""
        name: spending
        fields:
          - {name: customer, role: id}
          - {name: age, type: number, min: 18, max: 100}
          - {name: plan, type: category, values: [basic, "family's", "größer"]}
          - {name: visits, type: integer, min: 0, max: 50, required: true}
          - {name: spend, type: number, role: label, min: 0, max: 5000}
        """, "contract.yaml");

    public const string SpendingSettings = """
        missing: [NA, "-1"]
        columns:
          age: {out_of_range: clamp}
          spend: {invalid: drop_row, out_of_range: drop_row}
          visits: {invalid: drop_row, out_of_range: drop_row}
          plan: {invalid: empty}
        """;

    public static JobSpec Job(string written, DataContract contract) =>
        JobSpec.Parse($"name: pushed\n{written}contract:\n  {contract.ToYaml().ReplaceLineEndings("\n  ")}\n", "job.yaml", TaskCatalogue.Declarations);

    /// <summary>Requires that every round leads to the same state but for the last digits.</summary>
    /// <param name="job">The job.</param>
    /// <param name="pushed">The mapping to sums.</param>
    /// <param name="read">The mapping of the same query to rows.</param>
    /// <param name="tolerance">Of a number, as a share of it and 1.</param>
    /// <returns>The names of the stages that were gone through.</returns>
    public static IReadOnlyList<string> RequireSame(JobSpec job, DataMapping pushed, DataMapping read, double tolerance)
    {
        var source = Assert.IsType<SqlRowSource>(pushed.SourceFor(job.Contract));
        PushedRows? sums = PushedRows.Open(job, pushed, source, out DataReport report);
        Assert.True(report.IsUsable, string.Join('\n', report.ToLines()));
        ITaskRows rows = OpenedRows.Open(job.Contract, read, job.Evaluation.Salt, ReadPurpose.Training).Rows!;
        IJointTask task = TaskCatalogue.For(job);
        ModelSnapshot state = task.Begin();
        var stages = new List<string>();
        while (!task.IsDone(state))
        {
            string stage = task.Describe(state).Stage;
            stages.Add(stage);
            ModelSnapshot expected = Next(task, state, rows);
            RequireSame(expected, Next(task, state, sums!), stage, tolerance);
            state = expected;
        }

        return [.. stages.Distinct()];
    }

    private static ModelSnapshot Next(IJointTask task, ModelSnapshot state, ITaskRows rows)
    {
        var contribution = new Contribution(task.Specify(state));
        task.Contribute(state, new TaskData(rows, 1, new NodeMemory()), contribution);
        double[] sum = [.. contribution.Values.ToArray().Select(value => contribution.Weight * value)];
        return task.Apply(state, new SecureSum(sum, contribution.Weight, 1));
    }

    private static void RequireSame(ModelSnapshot expected, ModelSnapshot actual, string stage, double tolerance)
    {
        Assert.Equal(expected.Tensors.Select(tensor => tensor.Name), actual.Tensors.Select(tensor => tensor.Name));
        foreach ((NamedTensor one, NamedTensor other) in expected.Tensors.Zip(actual.Tensors))
        {
            (double[] left, double[] right) = (Numbers(one), Numbers(other));
            Assert.Equal(left.Length, right.Length);
            for (int at = 0; at < left.Length; at++)
                Assert.True(left[at].Equals(right[at]) || Math.Abs(left[at] - right[at]) <= tolerance * (1 + Math.Abs(left[at])), $"After {stage}, {one.Name}[{at}] is {right[at]:R} by the database and {left[at]:R} by its rows.");
        }
    }

    private static double[] Numbers(NamedTensor tensor) => tensor switch
    {
        DoubleTensor doubles => doubles.Values.ToArray(),
        SingleTensor singles => Array.ConvertAll(singles.Values.ToArray(), value => (double)value),
        _ => Safetensors.Write(new ModelSnapshot([tensor])).Select(value => (double)value).ToArray(),
    };
}
