using System.Globalization;
using Federated.Learning.Randomness;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Xunit.Abstractions;

namespace Federated.Tasks.Tests.Forecast;

/// <summary>Whether bands hold what they say where the noise stays as it was: two years of weekly sales of three products at four partners.</summary>
public sealed class BandCoverageTests(ITestOutputHelper output)
{
    private const int Partners = 4, Products = 3, Weeks = 104, Seeds = 5;

    [Fact]
    public void Run_StationaryNoise_HoldsWhatTheBandsSay()
    {
        JobSpec job = Job();
        (double joint, double chosen) = (0, 0);
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            var run = new JointRun(job, [.. Enumerable.Range(0, Partners).Select(partner => Draw(job.Contract, (seed * 100) + (ulong)partner, 1 + (0.2 * partner)))]);
            output.WriteLine(string.Join(" ", new[] { "coverage", "chosen_coverage", "wape", "own_wape", "naive_wape" }.Select(name => $"{name} {run.Figure(name).ToString("0.000", CultureInfo.InvariantCulture)}")));
            Assert.Equal(Partners * Products * 12, run.Figure("forecasts"));
            (joint, chosen) = (joint + (run.Figure("coverage") / Seeds), chosen + (run.Figure("chosen_coverage") / Seeds));
        }

        Assert.InRange(joint, 0.75, 0.88);
        Assert.InRange(chosen, 0.75, 0.88);
    }

    private static JobSpec Job() => JobSpec.Parse(
        """
        name: bands
        task: forecast
        options: {period: [week], series: [product], horizon: 6, season: 52}
        contract:
          name: bands-v1
          fields:
            - {name: week, type: integer, min: 1, max: 200}
            - {name: product, type: category, values: [tea, coffee, milk]}
            - {name: price, type: number, min: 0.1, max: 100}
            - {name: promo, type: boolean}
            - {name: sold, type: number, min: 0, max: 100000, role: label}
        """,
        "job.yaml",
        TaskCatalogue.Declarations);

    private static LocalTable Draw(DataContract contract, ulong seed, double scale)
    {
        var generator = new SeededGenerator(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - generator.NextDouble())) * Math.Cos(2 * Math.PI * generator.NextDouble());
        var builder = new LocalTableBuilder(contract);
        for (int product = 0; product < Products; product++)
        {
            for (int week = 1; week <= Weeks; week++)
            {
                double price = 2 + generator.NextDouble();
                bool promoted = generator.NextDouble() < 0.15;
                double sold = new[] { 40, 70, 120 }[product] * (1 + (0.2 * Math.Sin(2 * Math.PI * week / 52))) * Math.Pow(price / 2.5, -1.6) * (promoted ? 1.4 : 1) * Math.Exp(0.15 * Normal()) * scale;
                builder.Add([week, product, price, promoted ? 1 : 0], (float)Math.Floor(sold), 0);
            }
        }

        return builder.Build();
    }
}
