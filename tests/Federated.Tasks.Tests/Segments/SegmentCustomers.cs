using System.Text;
using Federated.Computations;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Tests.Segments;

/// <summary>
/// Customers of three kinds: many who pay little and are new, some who pay much and have stayed long, and a few online ones on the plan gold. No partner has
/// them in the same shares.
/// </summary>
internal static class SegmentCustomers
{
    public static readonly JobSpec Job = JobOf("fewest: 2, most: 5, floor: 10, restarts: 4, samples: 3, cells: 24");

    public static JobSpec JobOf(string options, double validation = 0) => JobSpec.Parse(
        $$"""
        name: kinds
        task: segments
        evaluation: {test_fraction: 0.2, validation_fraction: {{validation}}}
        options: {{{options}}}
        contract:
          name: customers
          fields:
            - {name: customer, role: id}
            - {name: monthly_charge, type: number, min: 0, max: 500}
            - {name: tenure, type: integer, min: 0, max: 120}
            - {name: plan, type: category, values: [basic, gold]}
            - {name: online, type: boolean}
            - {name: joined, type: date, min: 2020-01-01, max: 2025-12-31}
        """,
        "job.yaml", TaskCatalogue.Declarations);

    /// <summary>Customers of one partner, and the kind of each.</summary>
    public static (LocalTable Table, int[] Kinds) Sample(int rows, ulong seed, double[] shares)
    {
        var generator = new SeededGenerator(seed);
        var builder = new LocalTableBuilder(Job.Contract);
        var kinds = new int[rows];
        double Around(double middle, double width) => middle + (width * (generator.NextDouble() + generator.NextDouble() - 1));
        for (int row = 0; row < rows; row++)
        {
            double drawn = generator.NextDouble();
            int kind = kinds[row] = drawn < shares[0] ? 0 : drawn < shares[0] + shares[1] ? 1 : 2;
            double charge = kind switch { 0 => Around(30, 12), 1 => Around(150, 25), _ => Around(60, 15) };
            double tenure = Math.Round(kind switch { 0 => Around(8, 6), 1 => Around(90, 15), _ => Around(40, 15) });
            double plan = kind == 2 ? 1 : generator.NextDouble() < 0.05 ? 1 : 0, online = kind == 2 || generator.NextDouble() < 0.1 ? 1 : 0;
            builder.Add([charge, row % 20 == 0 ? double.NaN : tenure, plan, online, Math.Round(Around(19_500, 800))], 0, TrainTestSplit.KeyOfId("salt", Encoding.UTF8.GetBytes($"{seed}/{row}")));
        }

        return (builder.Build(), kinds);
    }

    /// <summary>All states of a job, over sums quantised as the gate does it; each goes over the wire as bytes.</summary>
    public static List<ModelSnapshot> Run(IJointTask task, IReadOnlyList<ITaskRows> nodes)
    {
        var generator = new SeededGenerator(4);
        List<ModelSnapshot> states = [task.Begin()];
        while (!task.IsDone(states[^1]))
        {
            ContributionSpec specification = task.Specify(states[^1]);
            var sums = new double[specification.Length];
            foreach (ITaskRows rows in nodes)
            {
                var contribution = new Contribution(specification);
                task.Contribute(states[^1], new TaskData(rows, 1, new NodeMemory()), contribution);
                contribution.Validate();
                for (int index = 0; index < sums.Length; index++)
                    sums[index] += Math.Floor((contribution.Values[index] * specification.Scale) + generator.NextDouble()) / specification.Scale;
            }

            states.Add(Safetensors.Read(Safetensors.Write(task.Apply(states[^1], new SecureSum(sums, nodes.Count, nodes.Count)))));
        }

        return states;
    }
}
