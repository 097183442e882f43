using Federated.Computations;
using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Tests.Insight;

/// <summary>A job of the task insight over every kind of field, and tables for it.</summary>
internal static class InsightJob
{
    public const string Text = """
        name: look
        task: insight
        options: {group_by: [region, plan], measures: [spend]}
        contract:
          name: shop
          fields:
            - {name: customer, role: id}
            - {name: age, type: integer, min: 0, max: 120}
            - {name: spend, type: number, min: -100, max: 10000}
            - {name: since, type: date, min: 2020-01-01, max: 2026-12-31}
            - {name: plan, type: category, values: [basic, plus, family]}
            - {name: member, type: boolean}
            - {name: city, type: text}
            - {name: region, type: category, role: group, values: [north, south]}
            - {name: left, type: boolean, role: label}
        """;

    public static readonly JobSpec Job = JobSpec.Parse(Text, "job.yaml", TaskCatalogue.Declarations);

    public sealed record Row(double Age, double Spend, double Since, int Plan, int Member, string? City, int Region, bool Left);

    public static Row[] Rows(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            double age = random.Next(18, 90);
            return new Row(
                age,
                random.NextDouble() < 0.1 ? double.NaN : Math.Round(Math.Exp(3 + (age / 40) + random.NextDouble()), 2),
                Days.Of(new DateOnly(2021, 1, 1).AddDays(random.Next(1500))),
                random.Next(-1, 3),
                random.Next(0, 2),
                random.Next(4) switch { 0 => null, 1 => $"village {random.Next(100_000)}", 2 => "北京", _ => "Oslo" },
                random.Next(0, 2),
                random.NextDouble() < age / 100);
        })];
    }

    public static LocalTable Table(IEnumerable<Row> rows, bool hasLabels = true)
    {
        var builder = new LocalTableBuilder(Job.Contract, hasLabels);
        string?[] texts = new string?[7];
        foreach (Row row in rows)
        {
            texts[5] = row.City;
            builder.Add([row.Age, row.Spend, row.Since, row.Plan, row.Member, double.NaN, row.Region], row.Left ? 1 : 0, 0, texts);
        }

        return builder.Build();
    }

    /// <summary>The released state, by sums in the clear.</summary>
    public static ModelSnapshot Run(JobSpec job, IReadOnlyList<ITaskRows> nodes, Action<ModelSnapshot>? eachState = null)
    {
        IJointTask task = TaskCatalogue.For(job);
        ModelSnapshot state = task.Begin();
        while (!task.IsDone(state))
        {
            eachState?.Invoke(state);
            ContributionSpec form = task.Specify(state);
            var sum = new double[form.Length];
            foreach (ITaskRows rows in nodes)
            {
                var contribution = new Contribution(form);
                task.Contribute(state, new TaskData(rows, 1, new NodeMemory()), contribution);
                for (int index = 0; index < sum.Length; index++)
                    sum[index] += Math.Round(contribution.Values[index] * form.Scale) / form.Scale;
            }

            state = task.Apply(Safetensors.Read(Safetensors.Write(state)), new SecureSum(sum, nodes.Count, nodes.Count));
        }

        return state;
    }
}
