using Federated.Learning.State;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;
using Federated.Tasks.Schema;
using Federated.Tasks.Scores;
using Federated.Tasks.Segments;

namespace Federated.Tasks.Tests.Segments;

public sealed class SegmentsTaskTests
{
    private static readonly (LocalTable Table, int[] Kinds)[] Partners =
        [SegmentCustomers.Sample(300, 1, [0.8, 0.15, 0.05]), SegmentCustomers.Sample(200, 2, [0.2, 0.7, 0.1]), SegmentCustomers.Sample(200, 3, [0.5, 0, 0.5])];

    private static readonly IJointTask Task = TaskCatalogue.For(SegmentCustomers.Job);
    private static readonly Lazy<List<ModelSnapshot>> States = new(() => SegmentCustomers.Run(Task, [.. Partners.Select(partner => partner.Table)]));

    private static ModelSnapshot Released => States.Value[^1];

    private static SegmentReport Report => ((ISegmentation)Task).Segments(Released);

    [Fact]
    public void Course_ThreePartners_GoesThroughItsStagesWithinItsRounds()
    {
        List<TaskProgress> progress = States.Value.ConvertAll(Task.Describe);
        Assert.Equal(["statistics", "clusters", "separation", "stability", "agreement", "profiles", "done"], progress.Select(each => each.Stage).Distinct());
        Assert.True(progress[^1].CompletedRounds <= progress[0].TotalRounds, $"{progress[^1].CompletedRounds} rounds, {progress[0].TotalRounds} announced");
        Assert.Equal(Partners.Sum(partner => TrainTestSplit.Split(partner.Table, 0.2).Training.RowCount), progress[^1].Rows);
        Assert.StartsWith("3 segments: ", progress[^1].Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void Segments_ThreeKindsOfCustomers_AreFoundAndNamed()
    {
        Assert.Equal(3, Report.Segments.Count);
        Assert.Equal(700, Report.Segments.Sum(segment => segment.Customers));
        Assert.Equal(1, Report.Segments.Sum(segment => segment.Share), 1e-12);
        Assert.Equal(Report.Segments.Select(segment => segment.Customers).OrderDescending(), Report.Segments.Select(segment => segment.Customers));
        Assert.InRange(Report.Stability, 0.95, 1);
        Assert.All(Report.Segments, segment => Assert.InRange(segment.Stability, 0.95, 1));
        Assert.All(Report.Segments, segment => Assert.InRange(segment.Silhouette, 0.3, 1));
        Assert.Equal([2, 3, 4, 5], Report.Tried.Select(tried => tried.Segments));
        Assert.Equal(Report.Silhouette, Report.Tried.Max(tried => tried.Silhouette));

        Assert.Equal(
            ["high monthly_charge, high tenure", "low tenure, low monthly_charge", "plan gold, online"], Report.Segments.Select(segment => segment.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Traits_OfASegment_AreItsCustomersMeansInTheFieldsUnits()
    {
        foreach (Segment segment in Report.Segments)
        {
            (LocalTable Table, int Row)[] own = [.. Partners.SelectMany(partner => Numbers(partner.Table).Select((number, row) => (partner.Table, Row: row, number)))
                .Where(customer => customer.number == segment.Number).Select(customer => (customer.Table, customer.Row))];
            Assert.Equal(own.Length, segment.Customers);
            if (segment.Traits.FirstOrDefault(trait => trait.Field == "monthly_charge") is { } charge)
                Assert.Equal(own.Average(customer => customer.Table.Numbers("monthly_charge")[customer.Row]), charge.Value, 1e-3);
            if (segment.Traits.FirstOrDefault(trait => trait.Words == "plan gold") is { } plan)
                Assert.Equal(own.Average(customer => (double)customer.Table.Categories("plan")[customer.Row]), plan.Value, 1e-6);
            Assert.Equal(segment.Traits.Select(trait => Math.Abs(trait.Difference)).OrderDescending(), segment.Traits.Select(trait => Math.Abs(trait.Difference)));
            Assert.Equal(segment.Traits.Count, segment.Traits.DistinctBy(trait => trait.Field).Count());
        }

        Assert.Equal(2, Report.Segments.Count(segment => segment.Traits.Any(trait => trait.Field == "monthly_charge")));
    }

    [Fact]
    public void Score_FreshCustomers_FindsTheirKind()
    {
        (LocalTable table, int[] kinds) = SegmentCustomers.Sample(200, 77, [0.4, 0.3, 0.3]);
        ScoredRows scored = Task.Score(Released, null, table, new ScoreOptions { Reasons = 2 });
        double[] numbers = [.. scored.Columns[1].Numbers!];
        int[] typical = [.. Enumerable.Range(0, 3).Select(kind => (int)numbers.Where((_, row) => kinds[row] == kind).CountBy(number => number).MaxBy(pair => pair.Value).Key)];

        Assert.Equal(3, typical.Distinct().Count());
        Assert.InRange(Enumerable.Range(0, 200).Count(row => numbers[row] == typical[kinds[row]]), 190, 200);
        Assert.Equal(["segment", "segment_number", "distance", "next_segment", "separation", "branch"], scored.Columns.Select(column => column.Name));
        Assert.All(Enumerable.Range(0, 200), row =>
        {
            Assert.Equal(Report.Segments[(int)numbers[row] - 1].Name, scored.Columns[0].Words![row]);
            Assert.NotEqual(scored.Columns[0].Words![row], scored.Columns[3].Words![row]);
            Assert.InRange(scored.Columns[2].Numbers![row], 0, 20);
            Assert.InRange(scored.Columns[4].Numbers![row], 0, 1);
            Assert.Matches("^[1-9]+(\\.[1-9]+)*$", scored.Columns[5].Words![row]);
        });
        Assert.False(scored.IsRanking);
    }

    [Fact]
    public void Score_WithReasons_NamesTheFieldsThatDecide()
    {
        (LocalTable table, int[] kinds) = SegmentCustomers.Sample(60, 78, [0, 1, 0]);
        ScoredRows scored = Task.Score(Released, null, table, new ScoreOptions { Reasons = 2 });

        Assert.All(kinds, kind => Assert.Equal(1, kind));
        Assert.All(scored.Reasons!, reasons =>
        {
            Assert.InRange(reasons.Count, 1, 2);
            Assert.True(reasons[0].Contribution > 0);
            Assert.True(reasons.Count < 2 || reasons[0].Contribution >= reasons[1].Contribution);
        });
        Assert.InRange(scored.Reasons!.Count(reasons => reasons[0].Field is "monthly_charge" or "tenure"), 55, 60);
        Assert.Contains(scored.Reasons!, reasons => reasons.Any(reason => reason.Words.StartsWith("monthly_charge is high (1", StringComparison.Ordinal)));
        Assert.Null(Task.Score(Released, null, table, ScoreOptions.ScoresOnly).Reasons);
    }

    [Fact]
    public void Hierarchy_OfThreeSegments_MergesTwiceIntoAll()
    {
        Assert.Equal(2, Report.Hierarchy.Count);
        Assert.Equal([0, 1, 2, 3], new[] { Report.Hierarchy[0].Left, Report.Hierarchy[0].Right, Report.Hierarchy[1].Left, Report.Hierarchy[1].Right }.Order());
        Assert.True(Report.Hierarchy[0].Height <= Report.Hierarchy[1].Height);
    }

    [Fact]
    public void Present_APartnersOwnRows_AreCountedBesideEverybodys()
    {
        TaskReport shown = Task.Present(Released, null, Partners[2].Table);
        string json = new ReportDocument(shown.Title, "", shown.Summary, shown.KeyFigures, shown.Sections, new ReportProvenance("a", "segments", "1", 9, "", 200, DateTimeOffset.UnixEpoch, "1")).ToJson();

        Assert.Equal("3 kinds of customers", shown.Title);
        Assert.Contains("They are found again", shown.Summary, StringComparison.Ordinal);
        var bars = (BarChart)shown.Sections[0].Blocks.OfType<ChartBlock>().First().Chart;
        double[] numbers = [.. Numbers(Partners[2].Table)];
        foreach (IReadOnlyList<ReportCell> row in bars.Table.Rows)
        {
            Segment segment = Report.Segments.Single(each => each.Name == row[0].Text);
            Assert.Equal(numbers.Count(number => number == segment.Number) / 200.0, row[1].Number!.Value.Value, 1e-12);
            Assert.Equal(segment.Share, row[2].Number!.Value.Value, 1e-12);
        }

        Assert.Contains("plan gold", json, StringComparison.Ordinal);
        Assert.Equal(shown.Title, Task.Present(Released, null, null).Title);
        Assert.Throws<TaskStateException>(() => Task.Present(States.Value[3], null, null));
    }

    [Fact]
    public void Course_SameCustomersAtOtherPartners_FindsTheSame()
    {
        LocalTable[] all = [.. Partners.Select(partner => partner.Table)];
        LocalTable pool = LocalTable.Concatenate(all);
        int[] rows = [.. Enumerable.Range(0, pool.RowCount)];
        ModelSnapshot other = SegmentCustomers.Run(Task, [.. rows.GroupBy(row => row % 4).Select(group => pool.Select([.. group]))])[^1];
        SegmentReport report = ((ISegmentation)Task).Segments(other);

        Assert.Equal(Report.Segments.Select(segment => (segment.Name, segment.Customers)), report.Segments.Select(segment => (segment.Name, segment.Customers)));
        Assert.Equal(Report.Silhouette, report.Silhouette, 1e-6);
    }

    [Fact]
    public void Course_FloorAboveWhatAnySegmentHas_SaysWhatToLower()
    {
        IJointTask task = TaskCatalogue.For(SegmentCustomers.JobOf("floor: 400, rounds: 5"));
        TaskStateException fault = Assert.Throws<TaskStateException>(() => SegmentCustomers.Run(task, [.. Partners.Select(partner => partner.Table)]));
        Assert.Contains("'floor'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Course_ChosenByElbow_KeepsABendOfTheInertia()
    {
        IJointTask task = TaskCatalogue.For(SegmentCustomers.JobOf("choose: elbow, fewest: 2, most: 6, floor: 10, restarts: 4, samples: 2, cells: 24"));
        SegmentReport report = ((ISegmentation)task).Segments(SegmentCustomers.Run(task, [.. Partners.Select(partner => partner.Table)])[^1]);

        // Where the inertia lies farthest below the line from the first to the last.
        TriedCount first = report.Tried[0], last = report.Tried[^1];
        double Line(int segments) => first.MeanInertia + ((last.MeanInertia - first.MeanInertia) * (segments - first.Segments) / (last.Segments - first.Segments));
        Assert.Equal(report.Tried.MaxBy(tried => Line(tried.Segments) - tried.MeanInertia)!.Segments, report.Segments.Count);
        Assert.InRange(report.Segments.Count, 3, 4);
    }

    [Fact]
    public void Read_TensorMissingOrDamaged_IsRefused()
    {
        Assert.Throws<TaskStateException>(() => Task.Score(States.Value[3], null, Partners[0].Table, ScoreOptions.ScoresOnly));
        foreach (ModelSnapshot state in new[] { Released, States.Value[3], States.Value[^2] })
        {
            foreach (NamedTensor tensor in state.Tensors)
            {
                Assert.Throws<TaskStateException>(() => Task.Describe(new ModelSnapshot(state.Tensors.Remove(tensor), state.Metadata)));
                Assert.Throws<TaskStateException>(() => Task.Describe(new ModelSnapshot(state.Tensors.Replace(tensor, Spoilt(tensor)), state.Metadata)));
            }
        }
    }

    private static NamedTensor Spoilt(NamedTensor tensor)
    {
        if (tensor is SingleTensor singles)
        {
            float[] floats = singles.Values.ToArray();
            floats[^1] = float.NaN;
            return new SingleTensor(tensor.Name, tensor.Shape, floats);
        }

        double[] values = ((DoubleTensor)tensor).Values.ToArray();
        values[^1] = double.PositiveInfinity;
        return new DoubleTensor(tensor.Name, tensor.Shape, values);
    }

    private static IEnumerable<double> Numbers(LocalTable table) => Task.Score(Released, null, table, ScoreOptions.ScoresOnly).Columns[1].Numbers!;
}
