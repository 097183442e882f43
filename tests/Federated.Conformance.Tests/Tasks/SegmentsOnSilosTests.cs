using System.Globalization;
using Federated.Learning.Clustering;
using Federated.Learning.Randomness;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Segments;
using Xunit.Abstractions;

namespace Federated.Conformance.Tests.Tasks;

/// <summary>
/// Whole jobs of the task <c>segments</c> on the wholesale customers by region, everybody in training: against the best known inertia of the pooled rows (scikit-learn 1.2),
/// and against silhouettes that a slow loop over the pooled rows computes.
/// </summary>
public sealed class SegmentsOnSilosTests(ITestOutputHelper output)
{
    private static readonly Dictionary<int, double> Known = new() { [3] = 1553.39, [5] = 1266.15, [8] = 1024.44 };

    [SiloRowsFact]
    public void Segments_WholesaleByRegion_HaveTheInertiaOfThePooledRows()
    {
        foreach (int seed in Seeds.Of(few: 1))
        {
            (TaskCourse course, SegmentReport report, _) = Run($"inertia-{seed}", "fewest: 3, most: 8, floor: 5");
            foreach ((int segments, double inertia) in Known)
            {
                double found = 440 * report.Tried.Single(tried => tried.Segments == segments).MeanInertia;
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, k = {segments}: inertia {found:0.00}, known {inertia}; {course.Rounds} rounds, {course.BytesOfNode / 1000.0:0} kB a node"));
                Assert.InRange(found, inertia * 0.995, inertia * (segments == 5 ? 1.001 : 1.01));
            }
        }
    }

    [SiloRowsFact]
    public void Segments_WholesaleByRegion_AreAsManyAsThePooledRowsSay()
    {
        foreach (int seed in Seeds.Of(few: 1))
        {
            (_, SegmentReport report, IReadOnlyList<LocalTable> partners) = Run($"choice-{seed}", "fewest: 2, most: 6, floor: 5");
            double[] pooled = [.. Enumerable.Range(2, 5).Select(segments => PooledSilhouette(Places(partners), segments))];
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"seed {seed}: joint {string.Join(", ", report.Tried.Select(tried => $"{tried.Silhouette:0.000}"))}; pooled {string.Join(", ", pooled.Select(silhouette => $"{silhouette:0.000}"))}; stability {report.Stability:0.000}"));
            Assert.Equal(2 + Array.IndexOf(pooled, pooled.Max()), report.Segments.Count);
            Assert.Equal(pooled.Max(), report.Silhouette, 0.005);
            Assert.InRange(report.Stability, 0.8, 1);
            Assert.Equal(440, report.Segments.Sum(segment => segment.Customers));
        }
    }

    [SiloRowsFact]
    public void Segments_WholesaleByRegion_FallInStabilityWithTheirNumber()
    {
        double few = Run("stability", "fewest: 2, most: 2, samples: 8").Report.Stability, many = Run("stability", "fewest: 8, most: 8, samples: 8, floor: 5").Report.Stability;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"stability of 2: {few:0.000}, of 8: {many:0.000}"));
        Assert.InRange(few - many, 0.1, 1);
    }

    [SiloRowsFact]
    public void Score_WholesaleByRegion_CountsWhatTheReportSays()
    {
        (TaskCourse course, SegmentReport report, IReadOnlyList<LocalTable> partners) = Run("score", "fewest: 5, most: 5");
        double[] numbers = [.. partners.SelectMany(table => course.Task.Score(course.Model, null, table, ScoreOptions.ScoresOnly).Columns.Single(column => column.Name == "segment_number").Numbers!)];
        foreach (Segment segment in report.Segments)
            Assert.Equal(segment.Customers, numbers.Count(number => number == segment.Number));
        Assert.All(report.Segments, segment => Assert.True(segment.Customers >= 20));
    }

    private static (TaskCourse Course, SegmentReport Report, IReadOnlyList<LocalTable> Partners) Run(string name, string options)
    {
        SiloRows rows = SiloRows.WholesaleByRegion();
        string features = string.Join(", ", rows.Contract.Features.Select(field => $"{field.Name}: {{log: true}}"));
        JobSpec job = JobSpec.Parse(
            $"name: {name}\ntask: segments\noptions: {{{options}}}\nfeatures: {{{features}}}\nevaluation: {{test_fraction: 1e-9, validation_fraction: 0}}\ncontract:\n  {rows.Contract.ToYaml().ReplaceLineEndings("\n  ")}\n",
            "job.yaml", TaskCatalogue.Declarations);
        IReadOnlyList<LocalTable> partners = rows.Partners(job.Evaluation.Salt, fewestRows: 1);
        Assert.Equal(3, partners.Count);
        TaskCourse course = TaskCourse.Run(job, partners);
        return (course, ((ISegmentation)course.Task).Segments(course.Model), partners);
    }

    // Logarithms, standardised: what the job asks for, from the pooled rows.
    private static double[][] Places(IReadOnlyList<LocalTable> partners)
    {
        LocalTable pooled = LocalTable.Concatenate(partners);
        double[][] columns = [.. pooled.Contract.Features.Select(field =>
        {
            double[] logs = Array.ConvertAll(pooled.Numbers(field.Name).ToArray(), cell => Math.Log(1 + cell - field.Minimum));
            double mean = logs.Average(), deviation = Math.Sqrt(logs.Average(value => (value - mean) * (value - mean)));
            return Array.ConvertAll(logs, value => (value - mean) / deviation);
        })];
        return [.. Enumerable.Range(0, pooled.RowCount).Select(row => columns.Select(column => column[row]).ToArray())];
    }

    // Mean over the rows of 1 − (distance to the own centre) ÷ (distance to the next one), k-means being restarted often.
    private static double PooledSilhouette(double[][] places, int segments)
    {
        KMeansFit fit = KMeans.Fit([.. places.SelectMany(place => place.Select(value => (float)value))], places[0].Length, new KMeansOptions { Clusters = segments, Restarts = 50 }, new SeededGenerator(1));
        return places.Average(place =>
        {
            double[] distances = [.. Enumerable.Range(0, segments).Select(cluster => Math.Sqrt(place.Zip(fit.Model.Centres.Skip(cluster * place.Length), (value, centre) => (value - centre) * (value - centre)).Sum())).Order()];
            return 1 - (distances[0] / distances[1]);
        });
    }
}
