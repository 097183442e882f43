using System.Text;
using Federated.Learning.Randomness;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Tests.Value;

/// <summary>Made-up customers of whom it is known how likely they buy and how much they then spend.</summary>
internal static class Spending
{
    public const double Noise = 0.7;

    /// <summary>Columns: visits (number, 0 to 50, some missing) and plan (basic, gold); the label is what was spent.</summary>
    public static LocalTable Draw(DataContract contract, int rows, ulong seed)
    {
        var generator = new SeededGenerator(seed);
        var builder = new LocalTableBuilder(contract);
        for (int row = 0; row < rows; row++)
        {
            double visits = generator.NextBelow(51);
            int plan = generator.NextBelow(2);
            (double probability, double log) = Truth(visits, plan);
            double spent = generator.NextDouble() < probability ? Math.Exp(log + (Noise * Normal(generator))) : 0;
            double shown = generator.NextBelow(30) == 0 ? double.NaN : visits;
            builder.Add([shown, plan], (float)Math.Min(spent, 5000), TrainTestSplit.KeyOfId("salt", Encoding.UTF8.GetBytes($"{seed}/{row}")));
        }

        return builder.Build();
    }

    public static double Expected(double visits, int plan)
    {
        (double probability, double log) = Truth(visits, plan);
        return probability * Math.Exp(log + (Noise * Noise / 2));
    }

    private static (double Probability, double Log) Truth(double visits, int plan)
        => (1 / (1 + Math.Exp(-(-1 + (0.08 * (visits - 25)) + (0.8 * plan)))), 3 + (0.02 * (visits - 25)) + (0.9 * plan));

    private static double Normal(SeededGenerator generator)
        => Math.Sqrt(-2 * Math.Log(1 - generator.NextDouble())) * Math.Cos(2 * Math.PI * generator.NextDouble());
}
