using System.Globalization;
using Federated.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Xunit.Abstractions;

namespace Federated.Conformance.Tests.Tasks;

/// <summary>
/// Whole jobs of the task <c>value</c>. No public set here has what customers spent in the period after; nearest to it is what the pages of a visit to
/// <c>online_shoppers</c> are worth (<c>PageValues</c>), of which four in five are 0. Partners are the types of traffic.
/// </summary>
public sealed class ValueOnSilosTests(ITestOutputHelper output)
{
    private const int FewestRows = 150;

    [SiloRowsFact]
    public void Value_PageValuesByTraffic_IsThatOfThePooledRows()
    {
        (JobSpec job, IReadOnlyList<LocalTable> partners) = Job("pooled");
        TaskCourse joint = TaskCourse.Run(job, partners);
        Dictionary<string, double> figures = joint.Task.Describe(joint.Model).Figures.ToDictionary(figure => figure.Name, figure => figure.Value);
        output.WriteLine(string.Join(", ", figures.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Key} {figure.Value:0.######}"))));

        // LogisticRegression(C=1), Ridge(alpha=1) on logarithms and their smearing, scikit-learn 1.2 on the same 12,165 rows and the same split.
        Assert.Equal(8.633578, figures["mae"], 1e-3);
        Assert.Equal(17.472876, figures["rmse"], 1e-3);
        Assert.Equal(6.239515, figures["mean_predicted"], 1e-3);
        Assert.Equal(0.415709, figures["gini"], 2e-3);
        Assert.Equal(0.465252, figures["gini_share"], 2e-3);
    }

    [SiloRowsFact]
    public void Value_PageValuesByTraffic_GainsOverPartnersAlone()
    {
        List<double> joint = [], alone = [], jointError = [], aloneError = [];
        foreach (int seed in Seeds.Of(few: 1))
        {
            (JobSpec job, IReadOnlyList<LocalTable> partners) = Job($"seed-{seed}");
            TaskCourse together = TaskCourse.Run(job, partners);
            TaskCourse[] alones = [.. partners.Select(partner => TaskCourse.Run(job, [partner]))];
            LocalTable[] held = [.. partners.Select(partner => TrainTestSplit.Split(partner, job.Evaluation.TestFraction).Test)];
            joint.Add(held.Average(test => Amounts.ShareOfGini(Predicted(together, test), Actual(test))));
            jointError.Add(held.Average(test => Amounts.MeanAbsoluteError(Predicted(together, test), Actual(test))));
            alone.Add(held.Zip(alones).Average(pair => Amounts.ShareOfGini(Predicted(pair.Second, pair.First), Actual(pair.First))));
            aloneError.Add(held.Zip(alones).Average(pair => Amounts.MeanAbsoluteError(Predicted(pair.Second, pair.First), Actual(pair.First))));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"seed {seed}: {partners.Count} partners, share of Gini alone {alone[^1]:0.000} joint {joint[^1]:0.000}, absolute error alone {aloneError[^1]:0.000} joint {jointError[^1]:0.000}; {together.Rounds} rounds, {together.BytesOfNode / 1000.0:0} kB a node, {together.Time.TotalSeconds:0.0} s"));
        }

        output.WriteLine($"share of Gini: alone {Seeds.Words(alone)}, joint {Seeds.Words(joint)}; absolute error: alone {Seeds.Words(aloneError)}, joint {Seeds.Words(jointError)}");
        Assert.InRange(joint.Average() - alone.Average(), 0.01, 0.4);
    }

    private static (JobSpec Job, IReadOnlyList<LocalTable> Partners) Job(string name)
    {
        SiloRows rows = SiloRows.PageValuesByTraffic();
        JobSpec job = JobSpec.Parse(
            $"name: {name}\ntask: value\nevaluation: {{validation_fraction: 0}}\ncontract:\n  {rows.Contract.ToYaml().ReplaceLineEndings("\n  ")}\n", "job.yaml", TaskCatalogue.Declarations);
        return (job, rows.Partners(job.Evaluation.Salt, FewestRows));
    }

    private static double[] Predicted(TaskCourse course, LocalTable table) => Array.ConvertAll(course.Task.Score(course.Model, null, table, ScoreOptions.ScoresOnly).Ranking(), score => (double)score);

    private static double[] Actual(LocalTable table) => Array.ConvertAll(table.Labels.ToArray(), label => (double)label);
}
