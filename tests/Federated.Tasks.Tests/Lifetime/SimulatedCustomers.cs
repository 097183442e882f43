using System.Text;
using Federated.Learning.Lifetime;
using Federated.Learning.Randomness;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Tests.Lifetime;

/// <summary>Customers that buy as BG/NBD and spend as Gamma-Gamma say, with the parameters that were published for the CDNOW customers.</summary>
internal sealed class SimulatedCustomers(ulong seed)
{
    public static readonly BetaGeometricModel Buying = new(0.243, 4.414, 0.793, 2.426);
    public static readonly GammaGammaModel Spending = new(6.25, 3.74, 15.44);
    public const double Horizon = 12;
    private readonly SeededGenerator _generator = new(seed);

    /// <summary>Columns: repeats, recency, age, mean_amount; the label is what is spent in the 12 weeks after.</summary>
    public LocalTable Draw(DataContract contract, int count, string prefix)
    {
        var builder = new LocalTableBuilder(contract);
        for (int customer = 0; customer < count; customer++)
        {
            double age = 27 + _generator.NextBelow(13), scale = Gamma(Spending.Q) / Spending.Gamma;
            List<double> times = Purchases(age + Horizon);
            double[] past = [.. times.Where(time => time <= age)];
            double mean = past.Length == 0 ? double.NaN : past.Average(_ => Gamma(Spending.P) / scale);
            double spent = times.Skip(past.Length).Sum(_ => Gamma(Spending.P) / scale);
            builder.Add([past.Length, past.LastOrDefault(), age, mean], (float)Math.Min(spent, 10_000), TrainTestSplit.KeyOfId("salt", Encoding.UTF8.GetBytes($"{prefix}/{customer}")));
        }

        return builder.Build();
    }

    private List<double> Purchases(double until)
    {
        double rate = Gamma(Buying.R) / Buying.Alpha, stay = Gamma(Buying.B), leave = Gamma(Buying.A), time = 0;
        var times = new List<double>();
        while ((time -= Math.Log(1 - _generator.NextDouble()) / rate) <= until)
        {
            times.Add(time);
            if (_generator.NextDouble() < leave / (leave + stay))
                break;
        }

        return times;
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
