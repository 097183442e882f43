using Federated.Learning.Experiments;
using Federated.Tasks.Reports;
using Federated.Tasks.Strategy;

namespace Federated.Tasks.Tests.Strategy;

public sealed class NextTestsTests
{
    private static readonly SourceMarks Plan = SourceMarks.Of(1), Model = SourceMarks.Of(2);

    private static readonly StrategyEvidence Sure = new() { Effect = EffectKind.Own, Contacts = new SourcedFigure(0, Model) };

    [Fact]
    public void NothingOpen_NoTest() => Assert.Empty(NextTests.Of(Sure));

    [Theory]
    [InlineData(EffectKind.Chance, "No randomised campaign")]
    [InlineData(EffectKind.Average, "no targetable signal")]
    public void NoEffectOfCustomersOwn_AnExperimentOfThePlannersSize(EffectKind kind, string because)
    {
        var test = Assert.Single(NextTests.Of(Sure with { Effect = kind, BaseRate = new SourcedFigure(0.0512, Model), BreakEven = new SourcedFigure(0.0098, Plan) }));
        Assert.Contains(because, test.Reason, StringComparison.Ordinal);
        Assert.Contains("5.1% [2] respond without it; a contact pays from +1.0 points [1] more on", test.Reason, StringComparison.Ordinal);
        Assert.Equal("fed-node plan experiment --baseline 0.051 --effect 0.0098", test.Command);
        Assert.Equal(SampleSize.OfShares(0.051, 0.0098).Fixed, test.Customers!.Value.Value);
        Assert.Equal("[1,2]", test.Customers.Value.Sources.ToString());
    }

    [Fact]
    public void NoBaseRate_AnExperimentWithoutASize()
    {
        var test = Assert.Single(NextTests.Of(Sure with { Effect = EffectKind.Chance, BreakEven = new SourcedFigure(0.01, Plan) }));
        Assert.Null(test.Customers);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(1, false)]
    public void ReturnMayBeALoss_ContactPartFirst(double low, bool isDoubtful) =>
        Assert.Equal(isDoubtful, NextTests.Of(Sure with { Return = new SourcedFigure(new Estimate(5, low, 9), Model) }).Any(test => test.Title == "Contact part of the list first"));

    [Fact]
    public void ListOfSomeSize_ATenthIsLeftAlone()
    {
        var test = Assert.Single(NextTests.Of(Sure with { Contacts = new SourcedFigure(400, Model) }));
        Assert.Equal(40, test.Customers!.Value.Value);
    }

    [Theory]
    [InlineData(0.07, 1)]
    [InlineData(0.02, 0)]
    public void Offers_OnlyWhereIntervalsOverlap(double high, int tests)
    {
        (string, SourcedFigure)[] offers = [("voucher", new SourcedFigure(new Estimate(0.08, 0.06, 0.1), Model)), ("gift", new SourcedFigure(new Estimate(0.01, 0.005, high), Model))];
        var found = NextTests.Of(Sure with { Offers = offers });
        Assert.Equal(tests, found.Count);
        Assert.All(found, test => Assert.Contains("voucher leads with 8.0% (6.0% to 10.0%) [2]", test.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Segment_FarBelowItsShareOfContacts_IsTried()
    {
        SourcedFigure Count(double number) => new(number, Model);
        var tests = NextTests.Of(Sure with { Contacts = Count(10), Segments = [("families", Count(50), Count(9)), ("students", Count(50), Count(1))] });
        Assert.Equal("Try some of segment students", Assert.Single(tests).Title);
    }

    [Fact]
    public void OwnModelAndDrift_NameTheJobToLookAt()
    {
        var source = new StrategySource(2, "response", "reply-1", 4, "abcdef0123456789", DateTimeOffset.UnixEpoch, 10, "fed-node score");
        var tests = NextTests.Of(Sure with { OwnIsBetter = [source], Drifted = [("age", new SourcedFigure(0.6, Model), source)] });
        Assert.Equal(["Ask whether response should be learnt together", "Train response anew"], tests.Select(test => test.Title));
        Assert.All(tests, test => Assert.Equal("fed-node report response --job reply-1", test.Command));
        Assert.Equal("[2] reply-1@abcdef012345", source.Words);
    }
}
