namespace Federated.Learning.Allocation;

/// <summary>What a budget would do without a plan: each cell gets its minimum, and what is left goes to all in proportion to their room (the cap, or the last point of the curve), until it is spent or all are full.</summary>
public static class ProportionalSplit
{
    /// <summary>Money by cell.</summary>
    /// <param name="cells">Any number.</param>
    /// <param name="budget">Money to spend at most, at least the minimums' sum.</param>
    public static double[] Of(IReadOnlyList<AllocationCell> cells, double budget)
    {
        ArgumentNullException.ThrowIfNull(cells);
        double[] room = [.. cells.Select(cell => Math.Max(cell.Minimum, Math.Min(cell.Cap, cell.Curve[^1].Spend)))];
        double[] spend = [.. cells.Select(cell => cell.Minimum)];
        double left = budget - spend.Sum();
        for (int pass = 0; pass < cells.Count && left > 1e-12 * budget; pass++)
        {
            int[] open = [.. Enumerable.Range(0, cells.Count).Where(cell => spend[cell] < room[cell])];
            double all = open.Sum(cell => room[cell]), money = left;
            if (open.Length == 0)
                break;
            foreach (int cell in open)
            {
                double more = Math.Min(room[cell] - spend[cell], money * room[cell] / all);
                spend[cell] += more;
                left -= more;
            }
        }

        return spend;
    }
}
