using System.Globalization;
using Federated.Hosting.CommandLine;

namespace Federated.Samples.Quickstart.Running;

/// <summary>Tells how far the job is: on a terminal one line that is rewritten, elsewhere one plain line for each tenth.</summary>
/// <param name="writer">Where to.</param>
/// <param name="isInteractive">Whether a line may be rewritten.</param>
/// <param name="clock">Measures the rate.</param>
internal sealed class JobProgress(TextWriter writer, bool isInteractive, TimeProvider clock)
{
    private const int BarLength = 24;
    private const int Parts = 10;

    private readonly long _start = clock.GetTimestamp();
    private int _lastPart = -1;
    private bool _hasLine;

    /// <summary>Tells of an event, where there is something new to tell.</summary>
    public void Show(JobEvent job)
    {
        if (job.TotalRounds < 1)
            return;
        var round = Math.Clamp(job.Round, 0, job.TotalRounds);
        if (isInteractive)
        {
            var filled = BarLength * round / job.TotalRounds;
            writer.Write($"\r{Line(job, round)}  {new string('━', filled)}{new string('─', BarLength - filled)}\u001b[K");
            _hasLine = true;
        }
        else if (Parts * round / job.TotalRounds is var part && part > _lastPart)
        {
            _lastPart = part;
            writer.WriteLine(Line(job, round));
        }
    }

    /// <summary>Ends the line that was being rewritten, so that other words may follow.</summary>
    public void Break()
    {
        if (_hasLine)
            writer.WriteLine();
        _hasLine = false;
    }

    private string Line(JobEvent job, int round)
    {
        var seconds = clock.GetElapsedTime(_start).TotalSeconds;
        var rate = seconds > 0 ? round / seconds : 0;
        var left = rate > 0 ? $"  {rate.ToString("0.0", CultureInfo.InvariantCulture)} rounds/s  {Age.Format(TimeSpan.FromSeconds((job.TotalRounds - round) / rate))} left" : "";
        return string.Create(CultureInfo.InvariantCulture, $"  {job.Stage ?? job.State,-10}  round {round}/{job.TotalRounds}  {100 * round / job.TotalRounds,3} %{left}");
    }
}
