using Federated.ClientNode.Profiles;
using Federated.ClientNode.Reports;

namespace Federated.ClientNode.Tests.Profiles;

public sealed class ProfileSummaryTests
{
    private static readonly ProfileColumn[] Columns =
    [
        new("preferred_category", ProfileColumnKind.Behaviour), new("churn_score", ProfileColumnKind.Result), new("churn_group", ProfileColumnKind.Result),
        new("segment", ProfileColumnKind.Result), new("value_score", ProfileColumnKind.Result), new("value_group", ProfileColumnKind.Result),
    ];

    private readonly ProfileSummary _summary = new(Columns);

    public ProfileSummaryTests()
    {
        (string, string?[])[] rows =
        [
            ("a", ["tea", "0.9", "10", "loyal", "500", "10"]), ("b", ["tea", "0.8", "8", "loyal", "300", "8"]), ("c", ["jam", "0.1", "1", "new", "10", "3"]),
            ("d", [null, "0.5", "5", "loyal", null, null]), ("e", ["jam", null, null, null, "40", "4"]),
        ];
        Assert.Equal(rows, _summary.Watch(rows));
    }

    [Fact]
    public void Watch_Rankings_AreFoundByTheirColumns()
    {
        Assert.Equal(["churn", "value"], _summary.Rankings);
        Assert.Equal((1, 0), (_summary.Worth, _summary.Risk));
    }

    [Fact]
    public void Watch_Customers_AreAddedUpBySegmentAndLevel()
    {
        Assert.Equal([("loyal", 3), ("(no segment)", 1), ("new", 1)], _summary.Segments.Select(segment => (segment.Name, (int)segment.Tally.Customers)));
        var loyal = _summary.Segments[0].Tally;
        Assert.Equal((0.7333333, 400.0, 2.0 / 3, "tea"), (Math.Round(loyal.Mean(0), 7), loyal.Mean(1), loyal.BestShare(0), loyal.Category));
        Assert.Equal((2, 1, 3), (_summary.Count(2, 2), _summary.Count(0, 0), Enumerable.Range(0, 9).Sum(place => _summary.Count(place / 3, place % 3))));
        Assert.True(double.IsNaN(_summary.Segments[1].Tally.Mean(0)));
    }

    [Fact]
    public void Make_MissingPart_IsSaid()
    {
        ProfileSource[] sources = [new("churn", "churn-1@2", 5, ""), new("sentiment", "sentiment-1@2", 0, "there is no column 'text'")];
        var page = new ProfileReport(_summary, sources, new ReportOrigin("casa-verde", DateTimeOffset.UnixEpoch)).Make();
        Assert.Equal(["Who are your customers?", "Where do high scores sit?", "Who is worth keeping?", "What do they buy?", "What are the profiles made of?"], page.Sections.Select(section => section.Title));
        Assert.Equal("Missing: sentiment, for there is no column 'text'.", page.Sections[^1].Sentence);
        Assert.Contains("2 customers are among those worth most and among those most likely to leave", page.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Make_OneModelAlone_LeavesOutWhatItCannotSay()
    {
        var summary = new ProfileSummary([new("churn_score", ProfileColumnKind.Result), new("churn_group", ProfileColumnKind.Result)]);
        Assert.Single(summary.Watch([("a", ["0.5", "10"])]));
        var page = new ProfileReport(summary, [new("churn", "churn-1@2", 1, "")], new ReportOrigin("casa-verde", DateTimeOffset.UnixEpoch)).Make();
        Assert.Equal(["What are the profiles made of?"], page.Sections.Select(section => section.Title));
        Assert.Equal("Every part is there.", page.Summary);
    }
}
