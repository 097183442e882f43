using System.Diagnostics;
using System.Globalization;
using System.Text;
using Federated.Conformance.Tests.Tasks;
using Federated.Learning.Randomness;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Xunit.Abstractions;

namespace Federated.Conformance.Tests.Recommend;

/// <summary>What the exact recommender costs as the catalogue grows: bytes by formula, and seconds and memory as figures.</summary>
public sealed class EaseCostTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("FEDERATED_FIGURES") == "1";

    [Fact]
    public void Ease_OfManyItems_UploadsHalfTheirSquare()
    {
        foreach (int items in IsLong ? new[] { 1_000, 5_000, 8_000 } : [500])
        {
            JobSpec job = Job(items, "ease");
            TaskCourse course = TaskCourse.Run(job, [.. Enumerable.Range(0, 3).Select(partner => Partner(job, partner))]);
            long state = course.Model.Tensors.Sum(tensor => 4L * tensor.Shape.Dimensions.Aggregate(1L, (product, dimension) => product * dimension));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{items} items: {course.Rounds} rounds, {course.BytesOfNode / 1e6:0.0} MB a node, state of {state / 1e6:0} MB, {course.Time.TotalSeconds:0} s for three nodes and the coordinator, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB"));
            Assert.InRange(course.BytesOfNode, 23L * items * items / 16, (23L * items * items / 16) + (1_000 * items));
        }
    }

    [Fact]
    public void Ease_OfTwentyThousandItems_IsRefusedWhereTheTaskIsMade()
    {
        Assert.Contains("two_tower", Assert.Throws<ArgumentException>(() => TaskCatalogue.For(Job(20_000, "ease"))).Message, StringComparison.Ordinal);
        Assert.Equal(2, TaskCourse.Run(Job(20_000, "popularity"), [.. Enumerable.Range(0, 3).Select(partner => Partner(Job(20_000, "popularity"), partner))]).Rounds);
    }

    [Theory]
    [InlineData("two_tower")]
    [InlineData("factors")]
    public void Trained_OfTwentyThousandItems_RunsThroughTheTask(string kind)
    {
        int items = IsLong ? 20_000 : 2_000, rounds = IsLong ? 10 : 1;
        JobSpec job = Job(items, kind, $"rounds: {rounds}, most_customers: 10000");
        TaskCourse course = TaskCourse.Run(job, [.. Enumerable.Range(0, 3).Select(partner => Partner(job, partner))]);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{kind}, {items} items: {course.Rounds} rounds, {course.BytesOfNode / 1e6:0.0} MB a node, {course.Time.TotalSeconds:0} s for three nodes and the coordinator, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB"));
        Assert.Equal(rounds + 2, course.Rounds);
        Assert.True(!IsLong || course.BytesOfNode < 23L * items * items / 16);
    }

    private static JobSpec Job(int items, string kind, string options = "penalty: 100") => JobSpec.Parse(
        $"name: cost\ntask: recommend\nmodel: {{kind: {kind}}}\nitems: i.csv\noptions: {{{options}}}\ncontract:\n  name: a\n  fields:\n    - {{name: customer, role: id}}\n    - {{name: product, type: category, role: item}}\n",
        "job.yaml", TaskCatalogue.Declarations, _ => "id\n" + string.Concat(Enumerable.Range(0, items).Select(item => $"i{item}\n")));

    private static LocalTable Partner(JobSpec job, int partner)
    {
        var generator = new SeededGenerator((ulong)partner);
        var table = new LocalTableBuilder(job.Contract);
        for (int customer = 0; customer < 300; customer++)
        {
            ulong key = TrainTestSplit.KeyOfId(job.Evaluation.Salt, Encoding.UTF8.GetBytes($"{partner}-{customer}"));
            for (int bought = 0; bought < 20; bought++)
                table.Add([generator.NextBelow(1 + generator.NextBelow(job.Items.Count))], 0, key);
        }

        return table.Build();
    }
}
