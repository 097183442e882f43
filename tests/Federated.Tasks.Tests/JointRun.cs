using System.Security.Cryptography;
using Federated.Computations;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Tests;

/// <summary>A job over several nodes' tables, from its first round to its last; every contribution is rounded to integers as the gate does, and every state goes through its bytes.</summary>
internal sealed class JointRun
{
    public JointRun(JobSpec job, params LocalTable[] tables)
        : this(job, null, tables)
    {
    }

    /// <param name="job">The job.</param>
    /// <param name="until">The run ends where this stage begins; null for the end.</param>
    /// <param name="tables">One a node.</param>
    public JointRun(JobSpec job, string? until, params LocalTable[] tables)
    {
        Task = TaskCatalogue.For(job);
        States = [Task.Begin()];
        Memories = [.. tables.Select(_ => new NodeMemory())];
        var generator = new SeededGenerator(17);
        using var random = RandomNumberGenerator.Create();
        while (!Task.IsDone(States[^1]) && (until is null || Task.Describe(States[^1]).Stage != until))
        {
            ModelSnapshot state = Safetensors.Read(Safetensors.Write(States[^1]));
            ContributionSpec specification = Task.Specify(state);
            var sum = new double[specification.Length];
            long weight = 0;
            int[] cohort = [.. Enumerable.Range(0, tables.Length).Where(node => Task.CohortOf(state)?.Members.Contains(NameOf(node)) ?? true)];
            foreach (int node in cohort)
            {
                var contribution = new Contribution(specification);
                Task.Contribute(state, new TaskData(tables[node], 1, Memories[node], Member: new TaskMember(NameOf(node), random)), contribution);
                contribution.Validate();
                for (int index = 0; index < sum.Length; index++)
                    sum[index] += Math.Floor((contribution.Weight * contribution.Values[index] * specification.Scale) + generator.NextDouble()) / specification.Scale;
                weight += contribution.Weight;
            }

            States.Add(Task.Enrol(Task.Apply(state, new SecureSum(sum, weight, cohort.Length)), [.. Enumerable.Range(0, tables.Length).Select(NameOf)]));
        }
    }

    /// <summary>The name of a node on the roster.</summary>
    public static string NameOf(int node) => $"partner-{node:00}";

    public IJointTask Task { get; }

    /// <summary>From the beginning to the released model, or to where the run ended.</summary>
    public List<ModelSnapshot> States { get; }

    /// <summary>What each node kept.</summary>
    public IReadOnlyList<NodeMemory> Memories { get; }

    public ModelSnapshot Model => States[^1];

    public TaskProgress Progress => Task.Describe(Model);

    public double Figure(string name) => Progress.Figures.Single(figure => figure.Name == name).Value;

    /// <summary>Fails unless the task refuses every state of which one tensor is missing, or one figure is not finite.</summary>
    public void AssertRefusesDamage()
    {
        foreach (ModelSnapshot state in new[] { States[0], States[States.Count / 2], Model })
        {
            Assert.Equal(Task.Describe(state).Headline, Task.Describe(Safetensors.Read(Safetensors.Write(state))).Headline);
            foreach (NamedTensor tensor in state.Tensors)
            {
                Assert.Throws<TaskStateException>(() => Walk(new ModelSnapshot(state.Tensors.Remove(tensor), state.Metadata)));
                if (tensor is not DoubleTensor { Values.Length: > 0 } doubles)
                    continue;
                double[] values = doubles.Values.ToArray();
                values[^1] = double.PositiveInfinity;
                Assert.Throws<TaskStateException>(() => Walk(new ModelSnapshot(state.Tensors.Replace(tensor, new DoubleTensor(tensor.Name, tensor.Shape, values)), state.Metadata)));
            }

            Assert.Throws<TaskStateException>(() => Walk(new ModelSnapshot(state.Tensors.Add(new DoubleTensor("more/figures", new TensorShape(1), [0])), state.Metadata)));
        }
    }

    private void Walk(ModelSnapshot state)
    {
        Task.Describe(state);
        if (Task.IsDone(state))
            return;
        Task.Apply(state, new SecureSum(new double[Task.Specify(state).Length], 1, 1));
    }
}
