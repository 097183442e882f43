using System.Text;
using Federated.Learning.Randomness;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Xunit.Abstractions;

namespace Federated.Tasks.Tests.Uplift;

/// <summary>How often whole jobs find a signal that is not there: partners contact different shares, and those contacted vary more than the others.</summary>
public sealed class TargetingLevelTests(ITestOutputHelper output)
{
    private static readonly JobSpec Job = JobSpec.Parse(
        """
        name: spring
        task: uplift
        evaluation: {test_fraction: 0.4, validation_fraction: 0.3}
        options: {permutations: 99}
        contract:
          name: spring-v1
          fields:
            - {name: visits, type: number, min: 0, max: 1}
            - {name: age, type: number, min: 0, max: 1}
            - {name: treatment, type: boolean}
            - {name: spent, type: number, min: 0, max: 100, role: label}
        """, "job.yaml", TaskCatalogue.Declarations);

    [Fact]
    public void Run_SameEffectOnAll_IsSeldomTakenForASignal()
    {
        int found = Enumerable.Range(0, 200).Count(draw =>
            new JointRun(Job, Draw(150, 20_000 + (2 * (ulong)draw), 0.5, 20), Draw(150, 20_001 + (2 * (ulong)draw), 0.25, 40)).Figure("targetable") == 1);
        output.WriteLine($"{found} of 200");
        // Of 200 draws at a chance of 5 %, more than 18 come with a chance of 0.4 %.
        Assert.InRange(found, 0, 18);
    }

    private static LocalTable Draw(int rows, ulong seed, double share, double level)
    {
        var generator = new SeededGenerator(seed);
        var builder = new LocalTableBuilder(Job.Contract);
        for (int row = 0; row < rows; row++)
        {
            double visits = generator.NextDouble(), age = generator.NextDouble(), noise = generator.NextDouble() - 0.5;
            int treated = generator.NextDouble() < share ? 1 : 0;
            double spent = level + (15 * visits) + (treated * 5) + (noise * (20 + (20 * treated)));
            builder.Add([visits, age, treated], (float)Math.Clamp(spent, 0, 100), TrainTestSplit.KeyOfId("salt", Encoding.UTF8.GetBytes($"{seed}/{row}")));
        }

        return builder.Build();
    }
}
