using System.Collections.Immutable;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Strategy;

/// <summary>What contacting the first n customers returns, those who return most first, each by its best channel; it rises while contacts pay and falls after.</summary>
public static class ContactCurve
{
    private const int MostPoints = 60;

    /// <summary>At most 61 points, the first of nobody and the last of everybody.</summary>
    /// <param name="prospects">The customers; those who may not be contacted, or of whom no gain is known, are left out.</param>
    /// <param name="channels">The ways to reach them.</param>
    public static ImmutableArray<LinePoint> Of(IReadOnlyList<Prospect> prospects, IReadOnlyList<ContactChannel> channels)
    {
        double[] returns =
        [
            .. prospects.Where(prospect => prospect.MayBeContacted && double.IsFinite(prospect.Gain)).Select(prospect => ContactChoice.BestChannel(prospect.Gain, channels).Return).OrderDescending(),
        ];
        var points = ImmutableArray.CreateBuilder<LinePoint>();
        points.Add(new LinePoint(0, new Estimate(0)));
        double total = 0;
        int point = 1, most = Math.Min(MostPoints, returns.Length);
        for (int count = 1; count <= returns.Length; count++)
        {
            total += returns[count - 1];
            if (count < (long)point * returns.Length / most)
                continue;
            points.Add(new LinePoint(count, new Estimate(total)));
            point++;
        }

        return points.ToImmutable();
    }
}
