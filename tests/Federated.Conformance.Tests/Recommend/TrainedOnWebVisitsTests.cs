using System.Globalization;
using Federated.Conformance.Tests.Tasks;
using Federated.Tasks.Jobs;
using Xunit.Abstractions;

namespace Federated.Conformance.Tests.Recommend;

/// <summary>The models that rounds train beside EASE, on msweb: whole jobs of ten partners, in one table.</summary>
public sealed class TrainedOnWebVisitsTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("FEDERATED_FIGURES") == "1";

    [WebVisitsFact]
    public void TrainedModels_OfTenPartners_AreAbovePopularityAndTwoTowersNearEase()
    {
        (string Kind, int Rounds, double Rate, double Gain)[] expected = IsLong
            ? [("two_tower", 30, 0.866, 0.662), ("gru4rec", 20, 0.84, 0.63), ("sasrec", 20, 0.84, 0.63), ("factors", 60, 0.83, 0.60)]
            : [("two_tower", 4, 0.82, 0.60)];
        foreach ((string kind, int rounds, double leastRate, double leastGain) in expected)
        {
            (double rate, double gain) = Mean(kind, rounds, IsLong ? 5 : 1);
            Assert.InRange(rate, leastRate, 0.89);
            Assert.InRange(gain, leastGain, 0.69);
        }
    }

    private (double Rate, double Gain) Mean(string kind, int rounds, int seeds)
    {
        var values = new List<(double Rate, double Gain)>();
        for (int seed = 0; seed < seeds; seed++)
        {
            JobSpec job = WebVisits.Job($"seed-{seed}", $"evaluation: {{test_fraction: 0.999999}}\nmodel: {{kind: {kind}}}\noptions: {{rounds: {rounds}, most_customers: 100000}}");
            TaskCourse course = TaskCourse.Run(job, WebVisits.Blocks(job, 10, seed));
            Dictionary<string, double> figures = course.Task.Describe(course.Model).Figures.ToDictionary(figure => figure.Name, figure => figure.Value);
            values.Add((figures["hit_rate_joint"], figures["ndcg_joint"]));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"msweb, {kind}, 10 partners, seed {seed}: {string.Join(", ", figures.Where(each => each.Key.StartsWith("hit_rate", StringComparison.Ordinal) || each.Key.StartsWith("ndcg", StringComparison.Ordinal)).Select(each => $"{each.Key} {each.Value:0.0000}"))}; {course.Rounds} rounds, {course.BytesOfNode / 1e6:0.0} MB a node, {course.Time.TotalSeconds:0} s"));
        }

        return (values.Average(each => each.Rate), values.Average(each => each.Gain));
    }
}
