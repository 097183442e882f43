using System.Collections.Immutable;

namespace Federated.Learning.Allocation;

/// <summary>
/// The allocation of a budget that returns most: max Σ fᵢ(xᵢ) under Σ xᵢ ≤ budget and minimumᵢ ≤ xᵢ ≤ capᵢ, the curves fᵢ straight between points. For concave curves it is the greedy
/// one: money goes to the piece with the highest return of a unit until it runs out (Gross 1956; Fox 1966), O(p log p) for p pieces in all, exact. Curves that dent (S-shaped ones,
/// fixed costs) are replaced by their concave hulls, whose greedy allocation is a bound; at most one cell of it lies where hull and curve differ, and its range is divided at a point of the
/// curve there: branch and bound (Land and Doig 1960) on the hull. Each subproblem costs O(p log p); their number is at most exponential in the dented curves, the problem holding
/// the knapsack problem, and is small in practice because only one cell at a time is off its curve. A search that reaches its limit says how far it may be from the best.
/// </summary>
public static class BudgetAllocation
{
    /// <summary>Subproblems after which the search ends with what it has.</summary>
    public const int DefaultBranches = 20_000;

    private const double Tolerance = 1e-10;
    private const double PriceStep = 1e-4;

    /// <summary>The best allocation.</summary>
    /// <param name="cells">At least one.</param>
    /// <param name="budget">Money to spend at most, 0 or more, finite.</param>
    /// <param name="mostBranches">Subproblems to solve at most, at least 1.</param>
    /// <exception cref="ArgumentException">No cell, a budget out of range, or minimums that take more than the budget.</exception>
    public static AllocationPlan Solve(IReadOnlyList<AllocationCell> cells, double budget, int mostBranches = DefaultBranches)
    {
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostBranches, 1);
        if (cells.Count == 0)
            throw new ArgumentException("There is nothing to spend money on: give at least one cell.", nameof(cells));
        if (!(budget >= 0 && double.IsFinite(budget)))
            throw new ArgumentException($"The budget is {budget}; it must be 0 or more, and finite.", nameof(budget));
        double least = cells.Sum(cell => cell.Minimum);
        if (least > budget * (1 + 1e-12))
            throw new ArgumentException($"The minimum spends add up to {least}, more than the budget of {budget}. Raise the budget or lower a minimum.", nameof(budget));
        Search search = new(cells, budget, mostBranches);
        search.Run();
        double price = search.Branches == 1 ? search.Price : Price(cells, budget, search.Best, mostBranches);
        return new AllocationPlan([.. search.Spend], search.Best, Math.Max(search.Best, search.Bound), price, search.Branches);
    }

    // A dented problem has no marginal piece: what a ten-thousandth more budget returns, by the unit.
    private static double Price(IReadOnlyList<AllocationCell> cells, double budget, double best, int mostBranches)
    {
        double step = PriceStep * Math.Max(budget, 1e-6);
        Search more = new(cells, budget + step, mostBranches);
        more.Run();
        return Math.Max(0, (more.Best - best) / step);
    }

    private sealed class Search(IReadOnlyList<AllocationCell> cells, double budget, int mostBranches)
    {
        public double[] Spend { get; private set; } = [];

        public double Best { get; private set; } = double.NegativeInfinity;

        public double Bound { get; private set; } = double.NegativeInfinity;

        public double Price { get; private set; }

        public int Branches { get; private set; }

        public void Run()
        {
            var open = new PriorityQueue<ImmutableArray<CellRange>, double>();
            open.Enqueue([.. cells.Select(cell => new CellRange(cell, cell.Minimum, Math.Min(cell.Cap, Math.Max(cell.Minimum, cell.Curve[^1].Spend))))], double.NegativeInfinity);
            while (open.TryDequeue(out ImmutableArray<CellRange> ranges, out double negatedBound))
            {
                if (Branches > 0 && -negatedBound <= Best + (Tolerance * Math.Max(1, Math.Abs(Best))))
                    break;
                if (Branches == mostBranches)
                {
                    Bound = -negatedBound;
                    return;
                }

                Expand(ranges, open);
            }

            Bound = Best;
        }

        private void Expand(ImmutableArray<CellRange> ranges, PriorityQueue<ImmutableArray<CellRange>, double> open)
        {
            double left = budget - ranges.Sum(range => range.Low);
            if (left < -1e-9 * Math.Max(1, budget))
                return;
            Branches++;
            (int Cell, int Piece, double Length, double Slope)[] pieces =
            [
                .. ranges.SelectMany((range, cell) => Enumerable.Range(0, range.Corners.Length - 1).Select(piece =>
                {
                    CurvePoint from = range.Corners[piece], to = range.Corners[piece + 1];
                    return (Cell: cell, Piece: piece, Length: to.Spend - from.Spend, Slope: (to.Return - from.Return) / (to.Spend - from.Spend));
                })).Where(piece => piece.Slope > 0).OrderByDescending(piece => piece.Slope).ThenBy(piece => piece.Cell).ThenBy(piece => piece.Piece),
            ];
            double[] spend = [.. ranges.Select(range => range.Low)];
            double bound = ranges.Sum(range => range.Corners[0].Return), price = 0;
            (int Cell, int Piece)? partial = null;
            foreach ((int cell, int piece, double length, double slope) in pieces)
            {
                if (left <= 0)
                {
                    price = slope;
                    break;
                }

                double taken = Math.Min(left, length);
                bound += slope * taken;
                left -= taken;
                spend[cell] = taken < length ? spend[cell] + taken : ranges[cell].Corners[piece + 1].Spend;
                if (taken < length)
                {
                    (partial, price) = ((cell, piece), slope);
                    break;
                }
            }

            Keep(spend, price);
            if (partial is { } at && ranges[at.Cell].Dent(at.Piece, spend[at.Cell]) is { } dent && bound > Best + (Tolerance * Math.Max(1, Math.Abs(Best))))
            {
                open.Enqueue(ranges.SetItem(at.Cell, ranges[at.Cell].Below(dent)), -bound);
                open.Enqueue(ranges.SetItem(at.Cell, ranges[at.Cell].Above(dent)), -bound);
            }
        }

        private void Keep(double[] spend, double price)
        {
            double value = spend.Select((money, cell) => cells[cell].ReturnOf(money)).Sum();
            if (value > Best)
                (Best, Spend, Price) = (value, spend, price);
        }
    }
}
