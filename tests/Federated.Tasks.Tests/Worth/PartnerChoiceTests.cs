using Federated.Computations;
using Federated.Computations.Personalisation;
using Federated.Computations.Worth;
using Federated.Learning.State;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Stages;
using Federated.Tasks.Tests.Value;
using Federated.Tasks.Worth;

namespace Federated.Tasks.Tests.Worth;

public sealed class PartnerChoiceTests
{
    public static TheoryData<string> Tasks => ["value", "sentiment", "lifetime", "segments"];

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Run_WithValidationRows_EndsWithWorthWithinTheAnnouncedRounds(string task)
    {
        JointRun run = OpposedPartners.Runs[task].Value;
        List<TaskProgress> progress = run.States.ConvertAll(run.Task.Describe);
        Assert.Equal("worth", progress[^2].Stage);
        Assert.Equal(progress[^2].CompletedRounds + 1, progress[^1].CompletedRounds);
        Assert.InRange(progress[^1].CompletedRounds, 1, progress[0].TotalRounds);
        foreach (NamedTensor tensor in run.Model.Tensors.Where(tensor => tensor.Name.StartsWith("worth/", StringComparison.Ordinal)))
            Assert.Throws<TaskStateException>(() => run.Task.Describe(new ModelSnapshot(run.Model.Tensors.Remove(tensor), run.Model.Metadata)));
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Run_PartnerWhoseCustomersBehaveTheOtherWay_IsNotServedByTheJointModel(string task)
    {
        JointRun run = OpposedPartners.Runs[task].Value;
        PartnerModel opposed = Kept(run, ^1);
        Assert.NotEqual(PersonalKind.Joint, opposed.Choice.Kind);
        Assert.StartsWith("Training together", opposed.Sentence, StringComparison.Ordinal);
        WorthMetric lead = opposed.Lines[0].Metric;
        double Of(WorthModel model) => opposed.Lines.Single(line => line.Model == model && line.Metric == lead).Value.Estimate;
        double better = lead == WorthMetric.Accuracy ? Of(WorthModel.Chosen) - Of(WorthModel.Joint) : Of(WorthModel.Joint) - Of(WorthModel.Chosen);
        Assert.True(better > 0, $"{lead}: joint {Of(WorthModel.Joint)}, chosen {Of(WorthModel.Chosen)}");

        LocalTable rows = OpposedPartners.Tables(task)[^1];
        ScoredRows joint = run.Task.Score(run.Model, null, rows, ScoreOptions.ScoresOnly), own = Score(run, run.Memories[^1].Current!, rows);
        Assert.NotEqual(Numbers(joint), Numbers(own));
        Assert.Equal(Numbers(joint).Length, Numbers(own).Length);
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Present_PartnerThatMeasured_BeginsWithWhetherItIsWorthIt(string task)
    {
        JointRun run = OpposedPartners.Runs[task].Value;
        LocalTable rows = OpposedPartners.Tables(task)[^1];
        TaskReport shown = run.Task.Present(run.Model, run.Memories[^1].Current, rows), without = run.Task.Present(run.Model, null, rows);
        PartnerModel kept = Kept(run, ^1);
        Assert.Equal("Is it worth it?", shown.Sections[0].Title);
        Assert.Equal(kept.Sentence, shown.Sections[0].Sentence);
        Assert.Contains(kept.Reason, shown.Summary, StringComparison.Ordinal);
        Assert.InRange(shown.KeyFigures.Count, 1, 4);
        Assert.Equal(kept.Released, shown.KeyFigures[^1].Value);
        ReportTable[] tables = [.. shown.Sections[0].Blocks.OfType<TableBlock>().Select(block => block.Table)];
        ReportTable table = tables[0];
        Assert.Equal(kept.Lines.Select(line => line.Metric).Distinct().Count(), table.Rows.Count);
        Assert.Equal(kept.Lines[0].Value.Estimate, table.Rows[0][1].Number!.Value.Value);
        Assert.All(table.Rows, row => Assert.All(row.Skip(1).Take(3), cell => Assert.True(cell.Number!.Value.HasInterval)));
        Assert.Equal([4, 4], tables.Select(each => each.Columns.Count));
        string json = new ReportDocument(shown.Title, "", shown.Summary, shown.KeyFigures, shown.Sections, new ReportProvenance("a", task, "1", 9, "", 200, DateTimeOffset.UnixEpoch, "1")).ToJson();
        Assert.Contains("mean over all partners", json, StringComparison.Ordinal);
        Assert.DoesNotContain(without.Sections, section => section.Title == "Is it worth it?");
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Apply_WorthOfPartners_IsTheMeanOfTheirOwnFigures(string task)
    {
        JointRun run = OpposedPartners.Runs[task].Value;
        PartnerModel[] partners = [.. Enumerable.Range(0, run.Memories.Count).Select(place => Kept(run, place))];
        double[] means = run.Model.Doubles("worth/figures").ToArray();
        WorthMetric[] metrics = [.. partners[0].Lines.Select(line => line.Metric).Distinct()];
        for (int place = 0; place < metrics.Length; place++)
        {
            foreach (WorthModel model in Enum.GetValues<WorthModel>())
            {
                double[] own = [.. partners.Select(partner => partner.Lines.Single(line => line.Model == model && line.Metric == metrics[place]).Value.Estimate)];
                int start = 3 * ((place * 7) + (int)model);
                Assert.Equal(4, means[start]);
                Assert.Equal(own.Average(), means[start + 1], 1e-6 * Math.Max(1, own.Average()));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Score_MemoryThatIsDamaged_IsRefused(string task)
    {
        JointRun run = OpposedPartners.Runs[task].Value;
        ModelSnapshot memory = run.Memories[^1].Current!;
        LocalTable rows = OpposedPartners.Tables(task)[0];
        foreach (NamedTensor tensor in memory.Tensors.Where(tensor => tensor.Name.StartsWith("worth/", StringComparison.Ordinal)))
            Assert.Throws<TaskStateException>(() => Score(run, new ModelSnapshot(memory.Tensors.Remove(tensor), memory.Metadata), rows));
        Assert.Throws<TaskStateException>(() => Score(run, new ModelSnapshot(memory.Tensors, memory.Metadata.SetItem("worth/kind", "Best")), rows));
    }

    [Fact]
    public void Run_TwoPartners_TellsNoMeans()
        => Assert.Throws<ContributionException>(() => new JointRun(OpposedPartners.Value(), [.. OpposedPartners.Tables("value").Take(2)]));

    [Fact]
    public void Run_PartnerWithoutBuyers_TakesPartWithTheJointModel()
    {
        LocalTable drawn = Spending.Draw(OpposedPartners.Value().Contract, 300, 9);
        LocalTable lookers = drawn.Select([.. Enumerable.Range(0, drawn.RowCount).Where(row => drawn.Labels[row] == 0)]);
        var run = new JointRun(OpposedPartners.Value(), [.. OpposedPartners.Tables("value").Take(3), lookers]);
        PartnerModel kept = Kept(run, ^1);
        Assert.Equal(PersonalKind.Joint, kept.Choice.Kind);
        Assert.Empty(kept.Lines);
        Assert.StartsWith("There is nothing to compare", run.Task.Present(run.Model, run.Memories[^1].Current, lookers).Sections[0].Sentence, StringComparison.Ordinal);
        Assert.Equal(3, run.Model.Doubles("worth/figures")[0]);
        Assert.Equal(4, run.Model.Doubles("worth/partners")[0]);
        Assert.Equal(Numbers(run.Task.Score(run.Model, null, drawn, ScoreOptions.ScoresOnly)), Numbers(Score(run, run.Memories[^1].Current!, drawn)));
    }

    private static PartnerModel Kept(JointRun run, Index node)
    {
        ModelSnapshot memory = Safetensors.Read(Safetensors.Write(run.Memories[node.GetOffset(run.Memories.Count)].Current!));
        return PartnerModel.Read(SnapshotParts.Split(memory)["worth"]);
    }

    private static ScoredRows Score(JointRun run, ModelSnapshot memory, LocalTable rows) =>
        run.Task.Score(run.Model, Safetensors.Read(Safetensors.Write(memory)), rows, ScoreOptions.ScoresOnly);

    private static double[] Numbers(ScoredRows scored) => [.. (scored.Columns.FirstOrDefault(column => column.Name == "distance") ?? scored.Columns[0]).Numbers!];
}
