using System.Globalization;

namespace Federated.ClientNode.Join;

/// <summary>Tells that a certificate nears its end, which means that renewing it has failed for some time.</summary>
/// <param name="Threshold">14, 7, 1 or 0 days: a warning is due once for each, so a caller warns when it changes.</param>
/// <param name="Text">What to say.</param>
internal sealed record ExpiryWarning(int Threshold, string Text)
{
    private static readonly int[] Thresholds = [1, 7, 14];

    /// <summary>The warning that holds at <paramref name="now"/>; null while more than 14 days are left.</summary>
    public static ExpiryWarning? For(DateTimeOffset ends, DateTimeOffset now)
    {
        var left = ends - now;
        var date = ends.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        if (left <= TimeSpan.Zero)
            return new ExpiryWarning(0, $"The node's certificate ended on {date} UTC. Ask the operator to remove this partner and to invite it again.");
        foreach (var days in Thresholds)
        {
            if (left > TimeSpan.FromDays(days))
                continue;
            var span = days == 1 ? "less than 1 day" : $"{Math.Ceiling(left.TotalDays).ToString(CultureInfo.InvariantCulture)} days";
            return new ExpiryWarning(days, $"The node's certificate ends in {span}, on {date} UTC, and could not be renewed yet. Keep fed-node run connected to the coordinator.");
        }

        return null;
    }
}
