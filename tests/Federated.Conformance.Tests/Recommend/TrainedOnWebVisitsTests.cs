using System.Globalization;
using Federated.Conformance.Tests.Tasks;
using Federated.Tasks.Jobs;
using Xunit.Abstractions;

namespace Federated.Conformance.Tests.Recommend;

/// <summary>The models that rounds train beside EASE, on msweb: whole jobs of the task, over the blocks, held-out items and negatives of EASE's table.</summary>
public sealed class TrainedOnWebVisitsTests(ITestOutputHelper output)
{
    private static readonly string[] Shown = ["hit_rate_joint", "ndcg_joint", "hit_rate_local", "ndcg_local", "coverage", "novelty"];
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("FEDERATED_FIGURES") == "1";

    /// <summary>Kind, partners, rounds, and the least means of HR@10 and NDCG@10 over the draws: few rounds of one kind in every run, all kinds on demand.</summary>
    public static TheoryData<string, int, int, double, double> Cases { get; } = IsLong
        ? new()
        {
            { "two_tower", 10, 30, 0.866, 0.662 },
            { "two_tower", 50, 30, 0.84, 0.64 },
            { "gru4rec", 10, 20, 0.84, 0.63 },
            { "gru4rec", 50, 20, 0.81, 0.595 },
            { "sasrec", 10, 20, 0.84, 0.63 },
            { "sasrec", 50, 20, 0.82, 0.60 },
            { "factors", 10, 60, 0.83, 0.60 },
            { "factors", 50, 60, 0.83, 0.60 },
        }
        : new() { { "two_tower", 10, 4, 0.82, 0.60 } };

    [WebVisitsTheory]
    [MemberData(nameof(Cases))]
    public void TrainedModel_OfPartners_IsAbovePopularityAndEachAlone(string kind, int partners, int rounds, double leastRate, double leastGain)
    {
        List<Dictionary<string, double>> all = [.. Enumerable.Range(0, IsLong ? 5 : 1).Select(seed => Figures(kind, partners, rounds, seed))];
        foreach (string figure in Shown)
        {
            double[] values = [.. all.Select(each => each[figure])];
            double mean = values.Average(), deviation = values.Length < 2 ? double.NaN : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}, {partners} partners, {figure}: {mean:0.0000} ± {deviation:0.0000} over {values.Length} seeds"));
        }

        Assert.InRange(all.Average(each => each["hit_rate_joint"]), leastRate, 0.89);
        Assert.InRange(all.Average(each => each["ndcg_joint"]), leastGain, 0.69);
    }

    private Dictionary<string, double> Figures(string kind, int partners, int rounds, int seed)
    {
        JobSpec job = WebVisits.Job($"seed-{seed}", $"evaluation: {{test_fraction: 0.999999}}\nmodel: {{kind: {kind}}}\noptions: {{rounds: {rounds}, most_customers: 100000}}");
        TaskCourse course = TaskCourse.Run(job, WebVisits.Blocks(job, partners, seed));
        Dictionary<string, double> figures = course.Task.Describe(course.Model).Figures.ToDictionary(figure => figure.Name, figure => figure.Value);
        string line = string.Create(CultureInfo.InvariantCulture,
            $"msweb, {kind}, {partners} partners, seed {seed}: {string.Join(", ", Shown.Select(figure => $"{figure} {figures[figure]:0.0000}"))}; {course.Rounds} rounds, {course.BytesOfNode / 1e6:0.0} MB a node, {course.Time.TotalSeconds:0} s");
        output.WriteLine(line);
        return figures;
    }
}
