using Federated.Tasks.Drift;

namespace Federated.Tasks.Tests.Drift;

public sealed class CellCountsTests
{
    [Theory]
    [InlineData(1, DriftVerdict.Stable)]
    [InlineData(20, DriftVerdict.Strong)]
    public void Compare_ManyCellsOfFewRows_AreStableUntilChanceIsRuledOut(int times, DriftVerdict verdict)
    {
        long[] then = [.. Enumerable.Repeat(2L * times, 50)], now = [.. Enumerable.Range(0, 50).Select(cell => (cell % 2 == 0 ? 1L : 3) * times)];
        FieldDrift drift = new CellCounts("plan", [.. Enumerable.Range(0, 50).Select(cell => $"{cell}")], then, now).Compare();
        Assert.True(drift.StabilityIndex > 0.1);
        Assert.Equal(verdict, drift.Verdict);
    }
}
