using Federated.Learning.Lifetime;
using Federated.Learning.Randomness;

namespace Federated.Computations.Tests.Lifetime;

/// <summary>Customers that buy as BG/NBD and spend as Gamma-Gamma say, with the parameters that were published for the CDNOW customers.</summary>
internal sealed class SimulatedCustomers(ulong seed)
{
    public static readonly BetaGeometricModel Buying = new(0.243, 4.414, 0.793, 2.426);
    public static readonly GammaGammaModel Spending = new(6.25, 3.74, 15.44);
    private readonly SeededGenerator _generator = new(seed);

    public (PurchaseHistory[] Purchases, SpendHistory[] Spends) Draw(int count)
    {
        var purchases = new PurchaseHistory[count];
        var spends = new List<SpendHistory>();
        for (int customer = 0; customer < count; customer++)
        {
            purchases[customer] = Purchases();
            if (purchases[customer].Repeats > 0)
            {
                long repeats = purchases[customer].Repeats;
                double rate = Gamma(Spending.Q) / Spending.Gamma;
                spends.Add(new SpendHistory(repeats, Gamma(Spending.P * repeats) / (rate * repeats)));
            }
        }

        return (purchases, [.. spends]);
    }

    private PurchaseHistory Purchases()
    {
        double age = 27 + _generator.NextBelow(13), rate = Gamma(Buying.R) / Buying.Alpha, stay = Gamma(Buying.B), leave = Gamma(Buying.A);
        double time = 0, last = 0;
        long repeats = 0;
        while ((time -= Math.Log(1 - _generator.NextDouble()) / rate) <= age)
        {
            repeats++;
            last = time;
            if (_generator.NextDouble() < leave / (leave + stay))
                break;
        }

        return new PurchaseHistory(repeats, last, age);
    }

    // Marsaglia and Tsang 2000; below shape 1 by the power of a uniform variable.
    private double Gamma(double shape)
    {
        if (shape < 1)
            return Gamma(shape + 1) * Math.Pow(1 - _generator.NextDouble(), 1 / shape);
        double d = shape - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - _generator.NextDouble())) * Math.Cos(2 * Math.PI * _generator.NextDouble());
            double cube = Math.Pow(1 + (c * normal), 3);
            if (cube > 0 && Math.Log(1 - _generator.NextDouble()) < (normal * normal / 2) + d - (d * cube) + (d * Math.Log(cube)))
                return d * cube;
        }
    }
}
