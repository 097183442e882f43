using System.Globalization;
using Federated.Learning.Lifetime;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Xunit.Abstractions;

namespace Federated.Conformance.Tests.Tasks;

/// <summary>Whole jobs of the task <c>lifetime</c> on made-up customers of eight partners, most of them small: the true parameters are known.</summary>
public sealed class LifetimeOnPartnersTests(ITestOutputHelper output)
{
    private static readonly int[] Customers = [120, 150, 200, 250, 300, 500, 1500, 4000];

    [Fact]
    public void Lifetime_PartnersOfAllSizes_ComeNearerToTheTruthThanAlone()
    {
        List<double> joint = [], alone = [];
        int without = 0;
        foreach (int seed in Seeds.Of(few: 1))
        {
            JobSpec job = Job($"seed-{seed}");
            LocalTable[] partners = [.. Customers.Select((count, place) => new MadeUpBuyers((ulong)((100 * seed) + place)).Draw(job.Contract, count))];
            TaskCourse together = TaskCourse.Run(job, partners);
            LocalTable fresh = new MadeUpBuyers((ulong)(7777 + seed)).Draw(job.Contract, 4000);
            double[] expected = Expected(fresh, MadeUpBuyers.Buying, MadeUpBuyers.Spending), scored = Scores(together, fresh);
            double[] alones = [.. partners.Select(partner => Off(Scores(TaskCourse.Run(job, [partner]), fresh), expected))];
            without += alones.Count(double.IsNaN);
            joint.Add(Off(scored, expected));
            alone.Add(alones.Where(double.IsFinite).Average());
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"seed {seed}: r {Figure(together, "r"):0.000}, alpha {Figure(together, "alpha"):0.00}, a {Figure(together, "a"):0.000}, b {Figure(together, "b"):0.00}, mean amount {Figure(together, "mean_amount"):0.00}; off by joint {joint[^1]:0.000}, alone {string.Join(' ', alones.Select(off => $"{off:0.00}"))} of the mean value; share of Gini {Figure(together, "gini_share"):0.000}; {together.Rounds} rounds, {together.BytesOfNode / 1000.0:0.0} kB a node, {together.Time.TotalSeconds:0.0} s"));
            Assert.Equal(MadeUpBuyers.Buying.R, Figure(together, "r"), 0.03);
            Assert.Equal(MadeUpBuyers.Buying.Alpha, Figure(together, "alpha"), 0.9);
            Assert.Equal(MadeUpBuyers.Spending.PopulationMean, Figure(together, "mean_amount"), 2.5);
        }

        output.WriteLine($"off by: joint {Seeds.Words(joint)}, alone {Seeds.Words(alone)} of the mean value; {without} partners alone have no finite amount to expect of every customer");
        Assert.InRange(joint.Average(), 0, 0.15);
        Assert.True(joint.Average() < 0.6 * alone.Average(), "Eight partners together know their customers better than one alone.");
    }

    internal static JobSpec Job(string name) => JobSpec.Parse(
        $$"""
        name: {{name}}
        task: lifetime
        options: {periods: 12}
        evaluation: {validation_fraction: 0}
        contract:
          name: buyers-v1
          fields:
            - {name: repeats, type: integer, min: 0, max: 1000}
            - {name: recency, type: number, min: 0, max: 100}
            - {name: age, type: number, min: 0, max: 100}
            - {name: mean_amount, type: number, min: 0, max: 100000}
            - {name: spent, type: number, role: label, min: 0, max: 10000}
        """,
        "job.yaml", TaskCatalogue.Declarations);

    private static double[] Expected(LocalTable table, BetaGeometricModel buying, GammaGammaModel spending) => [.. Enumerable.Range(0, table.RowCount).Select(row =>
    {
        var history = new PurchaseHistory((long)table.Numbers("repeats")[row], table.Numbers("recency")[row], table.Numbers("age")[row]);
        SpendHistory spend = history.Repeats > 0 ? new SpendHistory(history.Repeats, table.Numbers("mean_amount")[row]) : default;
        return buying.ExpectedPurchases(history, MadeUpBuyers.Horizon) * spending.ExpectedAmount(spend);
    })];

    // Few customers can make the likelihood's best mean amount infinite; then the task predicts nothing of those who never came back, and the result is no number.
    // Mean absolute difference from what the true parameters expect, as a share of the mean.
    private static double Off(double[] scored, double[] expected) => Amounts.MeanAbsoluteError(scored, expected) / expected.Average();

    private static double[] Scores(TaskCourse course, LocalTable table) => [.. course.Task.Score(course.Model, null, table, ScoreOptions.ScoresOnly).Columns[0].Numbers!];

    private static double Figure(TaskCourse course, string name) => course.Task.Describe(course.Model).Figures.Single(figure => figure.Name == name).Value;
}
