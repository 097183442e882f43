using System.Globalization;
using System.Text;
using Federated.Conformance.Tests.Sentiment;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Xunit.Abstractions;

namespace Federated.Conformance.Tests.Tasks;

/// <summary>Whole jobs of the task <c>sentiment</c> on the sentences of three sites, each site a partner.</summary>
public sealed class SentimentOnSilosTests(ITestOutputHelper output)
{
    [ReviewsFact]
    public void Sentiment_SentencesBySite_AreClassifiedBetterThanByAnotherSitesModel()
    {
        List<double> joint = [], own = [], others = [];
        foreach (int seed in Seeds.Of(few: 1))
        {
            JobSpec job = Job($"seed-{seed}");
            LocalTable[] sites = Tables(job);
            LocalTable[] held = [.. sites.Select(site => TrainTestSplit.Split(site, job.Evaluation.TestFraction).Test)];
            TaskCourse together = TaskCourse.Run(job, sites);
            TaskCourse[] alone = [.. sites.Select(site => TaskCourse.Run(job, [site]))];
            double announced = together.Task.Describe(together.Model).Figures.Single(figure => figure.Name == "accuracy").Value;
            Assert.InRange(together.Rounds, 1, together.Announced);
            Assert.Equal(announced, Accuracy(together, LocalTable.Concatenate(held)), 1e-6);
            joint.Add(held.Average(test => Accuracy(together, test)));
            own.Add(held.Zip(alone).Average(pair => Accuracy(pair.Second, pair.First)));
            others.Add(alone.SelectMany((course, site) => held.Where((_, other) => other != site).Select(test => Accuracy(course, test))).Average());
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"seed {seed}: joint {joint[^1]:0.0000}, alone on own {own[^1]:0.0000}, alone on others {others[^1]:0.0000}; {together.Rounds} of at most {together.Announced} rounds, {together.BytesOfNode / 1e6:0.0} MB a node, {together.Time.TotalSeconds:0.0} s"));
        }

        output.WriteLine($"joint {Seeds.Words(joint)}, alone on own {Seeds.Words(own)}, alone on others {Seeds.Words(others)}");
        Assert.InRange(joint.Average(), 0.79, 0.9);
        Assert.InRange(joint.Average() - others.Average(), 0.03, 0.2);
    }

    internal static JobSpec Job(string name) => JobSpec.Parse(
        $$"""
        name: {{name}}
        task: sentiment
        evaluation: {validation_fraction: 0}
        contract:
          name: reviews-v1
          fields:
            - {name: words, type: text}
            - {name: verdict, type: category, role: label, values: [negative, positive], positive: positive}
        """,
        "job.yaml", TaskCatalogue.Declarations);

    internal static LocalTable[] Tables(JobSpec job) => [.. ReviewSentences.Sources.Select(source =>
    {
        var builder = new LocalTableBuilder(job.Contract);
        foreach (((string text, int label), int row) in ReviewSentences.Of(source).Select((sentence, row) => (sentence, row)))
            builder.Add([double.NaN], label, TrainTestSplit.KeyOfId(job.Evaluation.Salt, Encoding.UTF8.GetBytes($"{source}/{row}")), [text]);
        return builder.Build();
    })];

    private static double Accuracy(TaskCourse course, LocalTable table)
    {
        double[] scores = [.. course.Task.Score(course.Model, null, table, ScoreOptions.ScoresOnly).Columns[0].Numbers!];
        return scores.Zip(table.Labels.ToArray(), (score, label) => (score >= 0.5) == (label > 0) ? 1.0 : 0).Average();
    }
}
