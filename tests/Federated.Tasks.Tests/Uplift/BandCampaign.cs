using System.Text;
using Federated.Learning.Randomness;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Tests.Uplift;

/// <summary>A made-up randomised campaign that works for members in the middle of the range of visits and harms the rest: a step on either side and an interaction, of which a straight line sees next to nothing.</summary>
internal static class BandCampaign
{
    /// <summary>A job, with <c>model:</c> as given.</summary>
    public static JobSpec Job(string model, string options = "permutations: 199") => JobSpec.Parse(
        $$"""
        name: band
        task: uplift
        model: {{model}}
        evaluation: {test_fraction: 0.4, validation_fraction: 0.3}
        options: {{{options}}}
        contract:
          name: band-v1
          fields:
            - {name: visits, type: number, min: 0, max: 1}
            - {name: age, type: number, min: 0, max: 1}
            - {name: member, type: boolean}
            - {name: treatment, type: boolean}
            - {name: bought, type: boolean, role: label}
        """, "job.yaml", TaskCatalogue.Declarations);

    /// <summary>Chance to buy when contacted less that when not: ± the strength.</summary>
    public static double Effect(double visits, int member, double strength) => visits is > 0.25 and < 0.75 && member == 1 ? strength : -strength / 3;

    /// <summary>Customers of one partner; strength 0 for the same effect on all, none.</summary>
    public static LocalTable Draw(DataContract contract, int rows, ulong seed, double strength, double share = 0.5)
    {
        var generator = new SeededGenerator(seed);
        var builder = new LocalTableBuilder(contract);
        for (int row = 0; row < rows; row++)
        {
            double visits = generator.NextDouble(), age = generator.NextDouble();
            int member = generator.NextBelow(2), treated = generator.NextDouble() < share ? 1 : 0;
            double chance = 0.3 + (0.1 * age) + (0.1 * member) + (treated * Effect(visits, member, strength));
            builder.Add([visits, age, member, treated], generator.NextDouble() < chance ? 1 : 0, TrainTestSplit.KeyOfId("salt", Encoding.UTF8.GetBytes($"{seed}/{row}")));
        }

        return builder.Build();
    }
}
