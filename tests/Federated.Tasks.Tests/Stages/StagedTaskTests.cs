using Federated.Computations;
using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Stages;
using Federated.Tasks.Tests.Schema;

namespace Federated.Tasks.Tests.Stages;

public class StagedTaskTests
{
    private static readonly JobSpec Churn = JobSpec.Parse(
        $"name: churn\ntask: churn\ncontract:\n  {Contracts.Churn.ReplaceLineEndings("\n  ")}\n", "job.yaml", TaskCatalogue.Declarations);

    [Fact]
    public void Contribute_StageThatCannotComputeWithTheRows_RefusesForTheNode()
    {
        var task = new OneStage(contribute: () => throw new DivideByZeroException("no rows"), apply: () => { });
        ModelSnapshot state = task.Begin();
        ContributionException refusal = Assert.Throws<ContributionException>(
            () => task.Contribute(state, new TaskData(ChurnTables.Sample(5, 1), 1, new NodeMemory()), new Contribution(task.Specify(state))));
        Assert.Contains("stage 'only'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_StageThatCannotComputeWithTheSum_EndsTheJobWithAReason()
    {
        var task = new OneStage(contribute: () => { }, apply: () => throw new InvalidOperationException("nothing to invert"));
        TaskStateException refusal = Assert.Throws<TaskStateException>(() => task.Apply(task.Begin(), new SecureSum([0], 1, 1)));
        Assert.Contains("nothing to invert", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_StageThatIsPastWithoutItsResult_IsRefusedByEveryUse()
    {
        var run = new JointRun(Churn, ChurnTables.Sample(150, 1), ChurnTables.Sample(150, 2), ChurnTables.Sample(150, 3));
        ModelSnapshot begun = run.States.First(state => state.Metadata["stage"] == "training"), model = run.Model;
        ModelSnapshot torn = new(
            [.. model.Tensors.Where(tensor => !tensor.Name.StartsWith("training/", StringComparison.Ordinal)), .. begun.Tensors.Where(tensor => tensor.Name.StartsWith("training/", StringComparison.Ordinal))],
            [.. model.Metadata.Where(text => !text.Key.StartsWith("training/", StringComparison.Ordinal)), .. begun.Metadata.Where(text => text.Key.StartsWith("training/", StringComparison.Ordinal))]);
        foreach (Action use in new Action[] { () => run.Task.IsDone(torn), () => run.Task.Describe(torn), () => run.Task.Prepare(torn, null), () => run.Task.Present(torn, null, null) })
            Assert.Contains("'training' of the snapshot lacks its result", Assert.Throws<TaskStateException>(use).Message, StringComparison.Ordinal);
        Assert.True(run.Task.IsDone(model));
    }

    private sealed class OneStage(Action contribute, Action apply) : StagedTask(Churn)
    {
        protected override IEnumerable<IStage> Course() => [new Only(contribute, apply)];

        protected override TaskProgress Report(TaskState state, TaskProgress progress) => progress;

        protected override ScoredRows Score(TaskState state, ModelSnapshot? memory, LocalTable table, ScoreOptions options) => throw new TaskStateException("It scores nobody.");
    }

    private sealed class Only(Action contribute, Action apply) : IStage
    {
        public string Name => "only";

        public int MostRounds => 1;

        public bool IsOptional => false;

        public bool MayEndEarly => false;

        public string? InsteadOfRows => null;

        public ModelSnapshot Begin(TaskState before) => new([]);

        public bool IsDone(TaskState state) => false;

        public ContributionSpec Specify(TaskState state) => new(1, 1, null, 16, 1, UnitOfPrivacy.Partner);

        public void Contribute(TaskState state, TaskData data, Contribution into) => contribute();

        public ModelSnapshot Apply(TaskState state, SecureSum sum)
        {
            apply();
            return new ModelSnapshot([]);
        }
    }
}
