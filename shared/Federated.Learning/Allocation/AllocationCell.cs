using System.Collections.Immutable;

namespace Federated.Learning.Allocation;

/// <summary>What one place to spend money returns: a channel in a region at an hour.</summary>
public sealed record AllocationCell
{
    private const int MostPoints = 10_000;

    /// <summary>Takes a response curve: straight between its points, flat after the last.</summary>
    /// <param name="name">Of the cell, unique among its like.</param>
    /// <param name="curve">Spend and return; spend strictly ascends from 0 or more. Before the first point a straight line leads there from (0, 0), unless the first point is at 0.</param>
    /// <param name="minimum">Least that must be spent here, 0 or more.</param>
    /// <param name="cap">Most that may be spent here, at least the minimum.</param>
    /// <exception cref="ArgumentException">The curve or a limit is not such; the message names the cell.</exception>
    public AllocationCell(string name, IEnumerable<CurvePoint> curve, double minimum = 0, double cap = double.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(curve);
        Name = name;
        ImmutableArray<CurvePoint> points = [.. curve];
        if (points.Length is 0 or > MostPoints || points.Any(point => !(point.Spend >= 0 && double.IsFinite(point.Spend) && double.IsFinite(point.Return))))
            throw new ArgumentException($"The curve of '{name}' needs 1 to {MostPoints:N0} points of a finite return for a spend of 0 or more.", nameof(curve));
        for (int index = 1; index < points.Length; index++)
        {
            if (!(points[index].Spend > points[index - 1].Spend))
                throw new ArgumentException($"The curve of '{name}' has a spend of {points[index].Spend} after {points[index - 1].Spend}; give its points in the order of their spend, each once.", nameof(curve));
        }

        if (!(minimum >= 0 && double.IsFinite(minimum) && cap >= minimum))
            throw new ArgumentException($"'{name}' must get at least {minimum} and at most {cap}; the least is finite, 0 or more, and not above the most.", nameof(minimum));
        Curve = points[0].Spend > 0 ? points.Insert(0, default) : points;
        Minimum = minimum;
        Cap = cap;
    }

    /// <summary>Unique among its like.</summary>
    public string Name { get; }

    /// <summary>Spend and return, from a spend of 0.</summary>
    public ImmutableArray<CurvePoint> Curve { get; }

    /// <summary>Least that must be spent here.</summary>
    public double Minimum { get; }

    /// <summary>Most that may be spent here.</summary>
    public double Cap { get; }

    /// <summary>Whether each further unit of money returns no more than the one before, between the minimum and the cap.</summary>
    public bool IsConcave
    {
        get
        {
            (double Spend, double Slope)[] pieces = [.. Pieces(Minimum, Cap)];
            return Enumerable.Range(1, Math.Max(0, pieces.Length - 1)).All(index => pieces[index].Slope <= pieces[index - 1].Slope + (1e-12 * Math.Abs(pieces[index - 1].Slope)));
        }
    }

    /// <summary>What a spend returns.</summary>
    /// <param name="spend">0 or more.</param>
    public double ReturnOf(double spend)
    {
        int after = 0;
        while (after < Curve.Length && Curve[after].Spend < spend)
            after++;
        if (after == Curve.Length)
            return Curve[^1].Return;
        if (after == 0)
            return Curve[0].Return;
        CurvePoint low = Curve[after - 1], high = Curve[after];
        return low.Return + ((high.Return - low.Return) * (spend - low.Spend) / (high.Spend - low.Spend));
    }

    /// <summary>The straight pieces between two spends: how much money each takes, and what a unit of it returns.</summary>
    internal IEnumerable<(double Spend, double Slope)> Pieces(double from, double to)
    {
        for (int index = 1; index < Curve.Length; index++)
        {
            double start = Math.Max(from, Curve[index - 1].Spend), end = Math.Min(to, Curve[index].Spend);
            if (end > start)
                yield return (end - start, (Curve[index].Return - Curve[index - 1].Return) / (Curve[index].Spend - Curve[index - 1].Spend));
        }

        double left = Math.Max(from, Curve[^1].Spend);
        if (to > left && double.IsFinite(to))
            yield return (to - left, 0);
    }
}
