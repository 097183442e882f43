using System.Text;
using Federated.Learning.Lifetime;
using Federated.Learning.Randomness;
using Federated.Tasks.Schema;

namespace Federated.Conformance.Tests.Tasks;

/// <summary>
/// Customers of known parameters, as no public set of transactions lies here: they buy as BG/NBD and spend as Gamma-Gamma say, with the parameters published for the CDNOW
/// customers (Fader, Hardie and Lee 2005). Columns: repeats, recency, age, mean_amount; the label is what is spent in the twelve weeks after.
/// </summary>
internal sealed class MadeUpBuyers(ulong seed)
{
    public const double Horizon = 12;
    public static readonly BetaGeometricModel Buying = new(0.243, 4.414, 0.793, 2.426);
    public static readonly GammaGammaModel Spending = new(6.25, 3.74, 15.44);
    private readonly SeededGenerator _generator = new(seed);

    public LocalTable Draw(DataContract contract, int count)
    {
        var builder = new LocalTableBuilder(contract);
        for (int customer = 0; customer < count; customer++)
        {
            double age = 27 + _generator.NextBelow(13), scale = Gamma(Spending.Q) / Spending.Gamma;
            double[] times = [.. Purchases(age + Horizon)], past = [.. times.Where(time => time <= age)];
            double mean = past.Length == 0 ? double.NaN : past.Average(_ => Gamma(Spending.P) / scale);
            double spent = times.Skip(past.Length).Sum(_ => Gamma(Spending.P) / scale);
            builder.Add([past.Length, past.LastOrDefault(), age, mean], (float)Math.Min(spent, 10_000), TrainTestSplit.KeyOfId("buyers", Encoding.UTF8.GetBytes($"{seed}/{customer}")));
        }

        return builder.Build();
    }

    private IEnumerable<double> Purchases(double until)
    {
        double rate = Gamma(Buying.R) / Buying.Alpha, stay = Gamma(Buying.B), leave = Gamma(Buying.A);
        for (double time = Exponential() / rate; time <= until; time += Exponential() / rate)
        {
            yield return time;
            if (_generator.NextDouble() < leave / (leave + stay))
                yield break;
        }
    }

    private double Exponential() => -Math.Log(1 - _generator.NextDouble());

    // Two exponentials whose difference of logarithms accepts (Cheng 1977); below shape 1 by the power of a uniform variable.
    private double Gamma(double shape)
    {
        if (shape < 1)
            return Gamma(shape + 1) * Math.Pow(1 - _generator.NextDouble(), 1 / shape);
        double a = 1 / Math.Sqrt((2 * shape) - 1), b = shape - Math.Log(4), c = shape + (1 / a);
        while (true)
        {
            double u = 1 - _generator.NextDouble(), v = 1 - _generator.NextDouble();
            if (u == 1)
                continue;
            double w = a * Math.Log(u / (1 - u)), x = shape * Math.Exp(w);
            if (Math.Log(u * u * v) <= b + (c * w) - x)
                return x;
        }
    }
}
