using System.Globalization;
using Federated.Conformance.Tests.Tasks;
using Federated.Learning.State;
using Federated.Tasks;
using Federated.Tasks.Jobs;
using Xunit.Abstractions;

namespace Federated.Conformance.Tests.Recommend;

/// <summary>Whole jobs of the task on msweb: the joint model is the pooled one whatever the blocks, and blocks alone are worse the smaller they are.</summary>
public sealed class RecommendOnWebVisitsTests(ITestOutputHelper output)
{
    private const string EveryCustomer = "evaluation: {test_fraction: 0.999999}\noptions: {penalty: 200}";
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("FEDERATED_FIGURES") == "1";

    private static int Seeds => IsLong ? 5 : 1;

    [WebVisitsFact]
    public void Ease_OfTenAndFiftyPartners_IsThePooledModelAndBeatsEachAlone()
    {
        var all = new List<IReadOnlyDictionary<string, double>>();
        foreach (int seed in Enumerable.Range(0, Seeds))
        {
            JobSpec job = WebVisits.Job($"seed-{seed}", EveryCustomer);
            TaskCourse pooled = TaskCourse.Run(job, WebVisits.Blocks(job, 1, seed)), ten = TaskCourse.Run(job, WebVisits.Blocks(job, 10, seed)), fifty = TaskCourse.Run(job, WebVisits.Blocks(job, 50, seed));
            Assert.True(Weights(pooled).SequenceEqual(Weights(ten)) && Weights(pooled).SequenceEqual(Weights(fifty)), "The joint weights are not the pooled ones.");
            foreach (string figure in new[] { "hit_rate_joint", "ndcg_joint", "hit_rate_popularity", "hit_rate_item_knn" })
            {
                Assert.Equal(Figures(pooled)[figure], Figures(ten)[figure], 1e-6);
                Assert.Equal(Figures(pooled)[figure], Figures(fifty)[figure], 1e-6);
            }

            Print("10 partners", seed, ten);
            Print("50 partners", seed, fifty);
            all.Add(Figures(ten).Concat(Figures(fifty).Where(each => each.Key.EndsWith("_local", StringComparison.Ordinal)).Select(each => KeyValuePair.Create($"{each.Key}_of_fifty", each.Value)))
                .ToDictionary(each => each.Key, each => each.Value));
        }

        double tolerance = IsLong ? 0.003 : 0.006;
        foreach ((string figure, double published, double within) in new[]
        {
            ("hit_rate_joint", 0.877, tolerance), ("ndcg_joint", 0.673, tolerance), ("hit_rate_popularity", 0.767, 2 * tolerance), ("ndcg_popularity", 0.519, 2 * tolerance), ("hit_rate_item_knn", 0.860, 2 * tolerance),
            ("ndcg_item_knn", 0.644, 2 * tolerance), ("hit_rate_local", 0.839, 0.015), ("ndcg_local", 0.627, 0.015), ("hit_rate_local_of_fifty", 0.794, 0.015), ("ndcg_local_of_fifty", 0.580, 0.015),
        })
        {
            double[] values = [.. all.Select(each => each[figure])];
            double mean = values.Average(), deviation = values.Length < 2 ? double.NaN : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure}: {mean:0.0000} ± {deviation:0.0000} over {values.Length} seeds, published {published}"));
            Assert.InRange(mean, published - within, published + within);
        }
    }

    [WebVisitsFact]
    public void Ease_PenaltyChosenByHeldOutItems_IsAsGoodAsTheBestKnown()
    {
        JobSpec job = WebVisits.Job("chosen", "evaluation: {test_fraction: 0.5, validation_fraction: 0.2}");
        TaskCourse course = TaskCourse.Run(job, WebVisits.Blocks(job, 10, 0));
        Print("10 partners, penalty chosen", 0, course);
        Assert.Equal(3, course.Rounds);
        Assert.InRange(Figures(course)["hit_rate_joint"], 0.865, 0.9);
    }

    private static ReadOnlySpan<float> Weights(TaskCourse course) => ((SingleTensor)course.Model.Tensors.Single(tensor => tensor.Name == "weights/weight")).Values;

    private static Dictionary<string, double> Figures(TaskCourse course) => course.Task.Describe(course.Model).Figures.ToDictionary(figure => figure.Name, figure => figure.Value);

    private void Print(string what, int seed, TaskCourse course) => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"msweb, {what}, seed {seed}: {string.Join(", ", course.Task.Describe(course.Model).Figures.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Name} {figure.Value:0.0000}")))}; {course.Rounds} rounds, {course.BytesOfNode / 1000.0:0} kB a node, {course.Time.TotalSeconds:0.0} s"));
}
