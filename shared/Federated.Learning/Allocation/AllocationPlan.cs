using System.Collections.Immutable;

namespace Federated.Learning.Allocation;

/// <summary>How a budget is spent.</summary>
/// <param name="Spend">Money by cell, in the order of the cells.</param>
/// <param name="Return">What all together returns.</param>
/// <param name="Bound">No other allocation returns more; equal to <paramref name="Return"/> but for rounding when the search came to its end.</param>
/// <param name="ShadowPrice">What one more unit of budget would return; 0 when money is left over.</param>
/// <param name="Branches">Subproblems that were solved: 1 when all curves are concave.</param>
public sealed record AllocationPlan(ImmutableArray<double> Spend, double Return, double Bound, double ShadowPrice, int Branches)
{
    /// <summary>All money that is spent.</summary>
    public double TotalSpend => Spend.Sum();

    /// <summary>Whether no other allocation returns more, to nine digits.</summary>
    public bool IsOptimal => Bound <= Return + (1e-9 * Math.Max(1, Math.Abs(Return)));

    /// <summary>What one more unit of a cell's cap would return, others giving up a unit of budget; 0 where the cap does not bind.</summary>
    public double CapPrice(AllocationCell cell, int index)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return Spend[index] >= cell.Cap ? Math.Max(0, Slope(cell, Spend[index], 1) - ShadowPrice) : 0;
    }

    /// <summary>What the last unit of a cell's minimum costs in return elsewhere; 0 where the minimum does not bind.</summary>
    public double MinimumPrice(AllocationCell cell, int index)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Minimum > 0 && Spend[index] <= cell.Minimum ? Math.Max(0, ShadowPrice - Slope(cell, Spend[index], -1)) : 0;
    }

    private static double Slope(AllocationCell cell, double spend, int side)
    {
        double step = 1e-6 * Math.Max(1, Math.Max(spend, cell.Curve[^1].Spend));
        return (cell.ReturnOf(spend + (side * step)) - cell.ReturnOf(spend)) / (side * step);
    }
}
