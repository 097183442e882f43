using System.Globalization;
using System.Text;
using Federated.Learning.Randomness;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Tests.Forecast;

/// <summary>Weekly sales of shops with a known elasticity and effect of promotions, a season of 8 weeks and levels of their own.</summary>
internal sealed class SimulatedSales(DataContract contract, ulong seed)
{
    public const double Elasticity = -2, Promotion = 0.5;
    public const int Season = 8, Weeks = 60;

    private readonly SeededGenerator _generator = new(seed);

    /// <summary>Tables of some shops; the contract's columns are shop (id), product, week, price and promotion.</summary>
    public LocalTable Draw(int shops, int weeks = Weeks, bool withLabels = true, int firstWeek = 100)
    {
        var builder = new LocalTableBuilder(contract, withLabels);
        for (int shop = 0; shop < shops; shop++)
        {
            ulong key = KeyOf(seed, shop);
            for (int product = 0; product < 2; product++)
            {
                double level = 4 + Normal() + product;
                for (int week = 0; week < weeks; week++)
                {
                    double price = 2 + (2 * _generator.NextDouble());
                    bool promoted = _generator.NextDouble() < 0.3;
                    double log = level + (Elasticity * Math.Log(price / 3)) + (promoted ? Promotion : 0) + (0.3 * Math.Sin(2 * Math.PI * week / Season)) + (0.15 * Normal());
                    builder.Add([product, firstWeek + week, price, promoted ? 1 : 0], (float)Math.Min(9_999, Math.Exp(log)), key);
                }
            }
        }

        return builder.Build();
    }

    public static ulong KeyOf(ulong seed, int shop) => TrainTestSplit.KeyOfId("salt", Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}-{shop}")));

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _generator.NextDouble())) * Math.Cos(2 * Math.PI * _generator.NextDouble());
}
