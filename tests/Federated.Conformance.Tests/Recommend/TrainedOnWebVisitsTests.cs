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
    public void TwoTower_OfTenPartners_ComesNearEaseAndAboveNeighbours()
    {
        (double rate, double gain) = Mean("two_tower", rounds: IsLong ? 30 : 12, seeds: IsLong ? 5 : 1, "joint");
        Assert.InRange(rate, IsLong ? 0.866 : 0.855, 0.89);
        Assert.InRange(gain, IsLong ? 0.662 : 0.645, 0.69);
    }

    [WebVisitsFact]
    public void SequencesAndFactors_OfTenPartners_AreAbovePopularityAndEachPartnersOwn()
    {
        if (!IsLong)
            return;
        foreach ((string kind, int rounds) in new[] { ("gru4rec", 20), ("sasrec", 20), ("factors", 60) })
        {
            (double rate, double gain) = Mean(kind, rounds, seeds: 5, "joint");
            (double own, _) = Mean(kind, rounds, seeds: 1, "local");
            Assert.InRange(rate, 0.83, 0.89);
            Assert.InRange(gain, 0.59, 0.69);
            Assert.True(rate > own, $"{kind}: joint {rate}, own {own}");
        }
    }

    private (double Rate, double Gain) Mean(string kind, int rounds, int seeds, string whose)
    {
        var values = new List<(double Rate, double Gain)>();
        for (int seed = 0; seed < seeds; seed++)
        {
            JobSpec job = WebVisits.Job($"seed-{seed}", $"evaluation: {{test_fraction: 0.999999}}\nmodel: {{kind: {kind}}}\noptions: {{rounds: {rounds}, most_customers: 100000}}");
            TaskCourse course = TaskCourse.Run(job, WebVisits.Blocks(job, 10, seed));
            Dictionary<string, double> figures = course.Task.Describe(course.Model).Figures.ToDictionary(figure => figure.Name, figure => figure.Value);
            values.Add((figures[$"hit_rate_{whose}"], figures[$"ndcg_{whose}"]));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"msweb, {kind}, 10 partners, seed {seed}: {string.Join(", ", figures.Where(each => each.Key.StartsWith("hit_rate", StringComparison.Ordinal) || each.Key.StartsWith("ndcg", StringComparison.Ordinal)).Select(each => $"{each.Key} {each.Value:0.0000}"))}; {course.Rounds} rounds, {course.BytesOfNode / 1e6:0.0} MB a node, {course.Time.TotalSeconds:0} s"));
        }

        return (values.Average(each => each.Rate), values.Average(each => each.Gain));
    }
}
