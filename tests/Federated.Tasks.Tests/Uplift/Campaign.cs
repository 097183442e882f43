using System.Text;
using Federated.Learning.Randomness;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Tests.Uplift;

/// <summary>A made-up randomised campaign of which the effect on every customer is known.</summary>
internal static class Campaign
{
    public const double AverageEffect = 0.1;

    /// <summary>A job whose label is two classes, with the options given.</summary>
    public static JobSpec Job(string options = "", string evaluation = "{test_fraction: 0.4, validation_fraction: 0.2}") => JobSpec.Parse(
        $$"""
        name: spring
        task: uplift
        evaluation: {{evaluation}}
        options: {{{options}}}
        contract:
          name: spring-v1
          fields:
            - {name: visits, type: number, min: 0, max: 1}
            - {name: member, type: boolean}
            - {name: treatment, type: boolean}
            - {name: bought, type: boolean, role: label}
        """, "job.yaml", TaskCatalogue.Declarations);

    /// <summary>Chance to buy when contacted less that when not.</summary>
    public static double Effect(double visits, double strength) => AverageEffect + (strength * (visits - 0.5));

    /// <summary>Chance to buy without a contact.</summary>
    public static double Base(double visits, int member, double level) => level + (0.2 * visits) + (0.1 * member);

    /// <summary>Customers of one partner.</summary>
    /// <param name="contract">Of <see cref="Job"/>.</param>
    /// <param name="rows">How many.</param>
    /// <param name="seed">Of the draw.</param>
    /// <param name="strength">The effect's change from 0 to 1 visit; 0 for the same effect on all.</param>
    /// <param name="share">Share that the partner contacts.</param>
    /// <param name="level">Chance to buy without visits, membership and contact.</param>
    public static LocalTable Draw(DataContract contract, int rows, ulong seed, double strength, double share = 0.5, double level = 0.2)
    {
        var generator = new SeededGenerator(seed);
        var builder = new LocalTableBuilder(contract);
        for (int row = 0; row < rows; row++)
        {
            double visits = generator.NextDouble();
            int member = generator.NextBelow(2), treated = generator.NextDouble() < share ? 1 : 0;
            double chance = Base(visits, member, level) + (treated * Effect(visits, strength));
            builder.Add([visits, member, treated], generator.NextDouble() < chance ? 1 : 0, TrainTestSplit.KeyOfId("salt", Encoding.UTF8.GetBytes($"{seed}/{row}")));
        }

        return builder.Build();
    }
}
