using System.Collections.Immutable;

namespace Federated.Learning.Allocation;

/// <summary>A cell whose spend is confined to an interval, and the least concave curve that lies nowhere below its own there.</summary>
internal sealed class CellRange
{
    private readonly AllocationCell _cell;

    public CellRange(AllocationCell cell, double low, double high)
    {
        (_cell, Low, High) = (cell, low, high);
        Corners = [.. Hull(cell, low, high)];
    }

    public double Low { get; }

    public double High { get; }

    /// <summary>Of the concave curve: its own curve passes through each.</summary>
    public ImmutableArray<CurvePoint> Corners { get; }

    /// <summary>A point of the curve between two corners where it lies below the line between them, the nearest to a spend; null when it nowhere does.</summary>
    public double? Dent(int piece, double spend)
    {
        CurvePoint from = Corners[piece], to = Corners[piece + 1];
        double slope = (to.Return - from.Return) / (to.Spend - from.Spend), gap = _cell.ReturnOf(spend) - (from.Return + (slope * (spend - from.Spend)));
        if (gap >= -1e-12 * Math.Max(1, Math.Abs(from.Return) + Math.Abs(to.Return)))
            return null;
        double? nearest = null;
        foreach (CurvePoint point in _cell.Curve)
        {
            if (point.Spend > from.Spend && point.Spend < to.Spend && (nearest is null || Math.Abs(point.Spend - spend) < Math.Abs(nearest.Value - spend)))
                nearest = point.Spend;
        }

        return nearest;
    }

    /// <summary>The same cell below a spend, or above it.</summary>
    public CellRange Below(double spend) => new(_cell, Low, spend);

    public CellRange Above(double spend) => new(_cell, spend, High);

    // Andrew's monotone chain (1979), the upper side.
    private static List<CurvePoint> Hull(AllocationCell cell, double low, double high)
    {
        var hull = new List<CurvePoint>();
        foreach (CurvePoint point in Points(cell, low, high))
        {
            while (hull.Count > 1 && Turn(hull[^2], hull[^1], point) >= 0)
                hull.RemoveAt(hull.Count - 1);
            hull.Add(point);
        }

        return hull;
    }

    private static IEnumerable<CurvePoint> Points(AllocationCell cell, double low, double high)
    {
        yield return new CurvePoint(low, cell.ReturnOf(low));
        foreach (CurvePoint point in cell.Curve)
        {
            if (point.Spend > low && point.Spend < high)
                yield return point;
        }

        if (high > low)
            yield return new CurvePoint(high, cell.ReturnOf(high));
    }

    private static double Turn(CurvePoint first, CurvePoint second, CurvePoint third)
        => ((second.Spend - first.Spend) * (third.Return - first.Return)) - ((second.Return - first.Return) * (third.Spend - first.Spend));
}
