using Federated.Samples.Quickstart.Running;

namespace Federated.Quickstart.Tests.Running;

public class JobProgressTests
{
    [Fact]
    public void Show_WithoutATerminal_IsOneLineForEachTenth()
    {
        var writer = new StringWriter();
        var progress = new JobProgress(writer, isInteractive: false, new StepClock());
        for (var round = 0; round <= 40; round++)
            progress.Show(new JobEvent("running", "training", round, 40, null, false));
        var lines = writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(11, lines.Length);
        Assert.Equal("  training    round 0/40    0 %", lines[0]);
        Assert.StartsWith("  training    round 20/40   50 %  ", lines[5], StringComparison.Ordinal);
    }

    [Fact]
    public void Show_AfterSomeRounds_TellsRateAndRest()
    {
        var writer = new StringWriter();
        var progress = new JobProgress(writer, isInteractive: false, new StepClock());
        progress.Show(new JobEvent("running", "training", 4, 32, null, false));
        Assert.Equal("  training    round 4/32   12 %  4.0 rounds/s  7 s left", writer.ToString().TrimEnd());
    }

    [Fact]
    public void Show_OnATerminal_RewritesOneLine()
    {
        var writer = new StringWriter();
        var progress = new JobProgress(writer, isInteractive: true, new StepClock());
        progress.Show(new JobEvent("running", "training", 1, 2, null, false));
        progress.Show(new JobEvent("running", "training", 2, 2, null, false));
        Assert.DoesNotContain('\n', writer.ToString());
        Assert.Contains("━━━━━━━━━━━━────────────", writer.ToString(), StringComparison.Ordinal);
        progress.Break();
        progress.Break();
        Assert.Equal(1, writer.ToString().Count(character => character == '\n'));
    }

    [Fact]
    public void Show_BeforeTheRoundsAreKnown_IsSilent()
    {
        var writer = new StringWriter();
        new JobProgress(writer, isInteractive: false, new StepClock()).Show(new JobEvent("queued", null, 0, 0, null, false));
        Assert.Empty(writer.ToString());
    }

    /// <summary>A second passes with each look at it.</summary>
    private sealed class StepClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _ticks++;
    }
}
