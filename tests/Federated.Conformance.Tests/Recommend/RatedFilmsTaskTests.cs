using System.Globalization;
using System.Text;
using Federated.Conformance.Tests.Tasks;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Xunit.Abstractions;

namespace Federated.Conformance.Tests.Recommend;

/// <summary>Whole jobs over ratings of the size and kind of MovieLens-100K, ten blocks of users as partners, the last rated film held out and ranked among 99 others.</summary>
public sealed class RatedFilmsTaskTests(ITestOutputHelper output)
{
    private const int Blocks = 10;
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("FEDERATED_FIGURES") == "1";

    [Theory]
    [InlineData("ease", "penalty: 200")]
    [InlineData("factors", "rounds: 60, width: 16, most_customers: 1000")]
    [InlineData("two_tower", "rounds: 30, most_customers: 1000")]
    public void Ratings_OfTenBlocksOfUsers_AreRankedBetterThanByPopularity(string kind, string options)
    {
        RatedFilms films = IsLong ? RatedFilms.Generate(943, 1_682, 100_000, seed: 1) : RatedFilms.Generate(120, 200, 3_600, seed: 1);
        JobSpec job = Job(kind, IsLong ? options : options.Replace("rounds: 60", "rounds: 20", StringComparison.Ordinal).Replace("rounds: 30", "rounds: 8", StringComparison.Ordinal), films.Films);
        TaskCourse course = TaskCourse.Run(job, [.. Enumerable.Range(0, Blocks).Select(block => Partner(job, films, block))]);
        Dictionary<string, double> figures = course.Task.Describe(course.Model).Figures.ToDictionary(figure => figure.Name, figure => figure.Value);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{kind}, {films.Histories.Length} users, {films.Films} films, {Blocks} blocks: joint {figures["hit_rate_joint"]:0.000}/{figures["ndcg_joint"]:0.000}, alone {figures["hit_rate_local"]:0.000}/{figures["ndcg_local"]:0.000}, popularity {figures["hit_rate_popularity"]:0.000}/{figures["ndcg_popularity"]:0.000}; {course.Rounds} rounds, {course.BytesOfNode / 1e6:0.0} MB a node, {course.Time.TotalSeconds:0} s"));
        Assert.Equal(films.Histories.Length, figures["test_customers"]);
        Assert.True(figures["full_ndcg_joint"] > figures["full_ndcg_local"], "Alone is as good.");
        Assert.True(!IsLong || figures["ndcg_joint"] > figures["ndcg_popularity"], "Popularity is as good.");
    }

    private static JobSpec Job(string kind, string options, int films) => JobSpec.Parse(
        $"name: films\ntask: recommend\nmodel: {{kind: {kind}}}\nitems: i.csv\noptions: {{{options}}}\nevaluation: {{test_fraction: 0.999999}}\ncontract:\n  name: ratings\n  fields:\n"
        + "    - {name: user, role: id}\n    - {name: item, type: category, role: item}\n    - {name: rating, type: number, min: 0, max: 5}\n    - {name: time, type: integer, min: 0, max: 4000000000}\n",
        "job.yaml", TaskCatalogue.Declarations, _ => "id\n" + string.Concat(Enumerable.Range(1, films).Select(film => $"{film}\n")));

    private static LocalTable Partner(JobSpec job, RatedFilms films, int block)
    {
        var table = new LocalTableBuilder(job.Contract);
        for (int user = block; user < films.Histories.Length; user += Blocks)
        {
            ulong key = TrainTestSplit.KeyOfId(job.Evaluation.Salt, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{user + 1}")));
            int[] rated = [.. films.Histories[user], films.Targets[user]];
            for (int place = 0; place < rated.Length; place++)
                table.Add([rated[place], 4, 880_000_000 + place], 0, key);
        }

        return table.Build();
    }
}
