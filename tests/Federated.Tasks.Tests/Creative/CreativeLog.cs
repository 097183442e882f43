using System.Globalization;
using System.Text;
using Federated.Learning.Randomness;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Tests.Creative;

/// <summary>Made-up impressions: each region has an arm of its own that earns 0.6; the others earn 0.15. The log shows the first arm half of the time. A few rows lack the arm or the chance.</summary>
internal static class CreativeLog
{
    /// <summary>A job over these impressions.</summary>
    public static JobSpec Parse(string options, string arm = "arm", string propensity = "propensity", string label = "name: reward, type: boolean, role: label") => JobSpec.Parse(
        $$"""
        name: creatives
        task: creative
        options: {{{options}}exploration: 0.3}
        contract:
          name: creatives-v1
          fields:
            - {name: customer, role: id}
            - {name: region, type: category, values: [north, south, east]}
            - {name: age, type: number, min: 18, max: 90}
            - {name: {{arm}}, type: category, values: [anna, ben, cleo]}
            - {name: {{propensity}}, type: number, min: 0, max: 1}
            - {{{label}}}
        """,
        "job.yaml", TaskCatalogue.Declarations);

    /// <summary>Impressions.</summary>
    public static LocalTable Draw(JobSpec job, int rows, ulong seed)
    {
        var generator = new SeededGenerator(seed);
        var builder = new LocalTableBuilder(job.Contract);
        for (int row = 0; row < rows; row++)
        {
            int region = generator.NextBelow(3), shown = generator.NextBelow(2) == 0 ? 0 : generator.NextBelow(3);
            double chance = shown == 0 ? 0.5 + (0.5 / 3) : 0.5 / 3, age = 18 + (72 * generator.NextDouble());
            float reward = generator.NextDouble() < (shown == region ? 0.6 : 0.15) ? 1 : 0;
            bool isArmLost = generator.NextBelow(100) == 0, isChanceLost = generator.NextBelow(100) == 0;
            builder.Add(
                [region, age, isArmLost ? -1 : shown, isChanceLost ? double.NaN : chance], reward,
                TrainTestSplit.KeyOfId(job.Evaluation.Salt, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}/{row}"))));
        }

        return builder.Build();
    }
}
