using System.Diagnostics;
using System.Numerics;
using Federated.Computations;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Conformance.Tests.Tasks;

/// <summary>A job from its first state to the released model, every contribution rounded to integers as the gate does it; its rounds, what a node uploads, and its seconds.</summary>
internal sealed class TaskCourse
{
    private TaskCourse(IJointTask task, ModelSnapshot model, IReadOnlyList<NodeMemory> memories, int rounds, long bytes, TimeSpan time) =>
        (Task, Model, Memories, Rounds, BytesOfNode, Time) = (task, model, memories, rounds, bytes, time);

    public IJointTask Task { get; }

    public ModelSnapshot Model { get; }

    public IReadOnlyList<NodeMemory> Memories { get; }

    public int Rounds { get; }

    /// <summary>Most rounds that the task announces before the first.</summary>
    public int Announced => Task.Describe(Task.Begin()).TotalRounds;

    /// <summary>Masked integers that one node uploads over all rounds, bit-packed.</summary>
    public long BytesOfNode { get; }

    /// <summary>Computing time of all nodes and the coordinator, one after the other, without masks or network.</summary>
    public TimeSpan Time { get; }

    public static TaskCourse Run(JobSpec job, IReadOnlyList<LocalTable> partners)
    {
        IJointTask task = TaskCatalogue.For(job);
        NodeMemory[] memories = [.. partners.Select(_ => new NodeMemory())];
        var generator = new SeededGenerator(1);
        ModelSnapshot state = task.Begin();
        int rounds = 0;
        long bits = 0;
        var watch = Stopwatch.StartNew();
        for (; !task.IsDone(state); rounds++)
        {
            ContributionSpec form = task.Specify(state);
            var sums = new double[form.Length];
            long weight = 0;
            for (int node = 0; node < partners.Count; node++)
            {
                var contribution = new Contribution(form);
                task.Contribute(state, new TaskData(partners[node], (ulong)node, memories[node]), contribution);
                contribution.Validate();
                for (int index = 0; index < sums.Length; index++)
                    sums[index] += Math.Floor((contribution.Weight * contribution.Values[index] * form.Scale) + generator.NextDouble()) / form.Scale;
                weight += contribution.Weight;
            }

            bits += (long)form.Length * (form.Bits + BitOperations.Log2((uint)(partners.Count * form.WeightBound)) + 1);
            state = task.Apply(state, new SecureSum(sums, weight, partners.Count));
        }

        return new TaskCourse(task, state, memories, rounds, bits / 8, watch.Elapsed);
    }
}
