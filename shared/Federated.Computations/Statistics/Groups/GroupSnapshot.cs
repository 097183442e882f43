using System.Globalization;
using Federated.Learning.State;

namespace Federated.Computations.Statistics.Groups;

/// <summary>
/// Tables by groups as a snapshot: for each query an F64 tensor <c>groups.i</c> [cells × 6]: first value, second value, rows (−1 where withheld), 1 where there is a
/// mean and else 0, mean, deviation (0 where there is none). None before the round.
/// </summary>
public static class GroupSnapshot
{
    private const int Width = 6;
    private const double Withheld = -1;
    private const double MostRows = 1L << 53;

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(GroupState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ModelSnapshot(state.Tables.IsDefault ? [] : state.Tables.Select((table, index) => SnapshotFigures.Write(Name(index), table.Cells.SelectMany(Figures))));
    }

    /// <summary>Reads what <see cref="Write"/> wrote for the same plan.</summary>
    /// <exception cref="ContributionException">The snapshot does not fit the plan, or holds cells that no table has.</exception>
    public static GroupState Read(ModelSnapshot snapshot, GroupPlan plan)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(plan);
        if (snapshot.Tensors.Length == 0)
            return GroupState.Begin(plan);
        StateTensors.RequireCount(snapshot, plan.Queries.Length);
        return new GroupState(plan, [.. plan.Queries.Select((query, index) => Table(query, plan.Sums[index], SnapshotFigures.Read(snapshot, Name(index)), plan))]);
    }

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"groups.{index}");

    private static double[] Figures(GroupCell cell)
    {
        bool hasMean = !double.IsNaN(cell.Mean);
        return [cell.First, cell.Second, cell.Rows ?? Withheld, hasMean ? 1 : 0, hasMean ? cell.Mean : 0, hasMean ? cell.StandardDeviation : 0];
    }

    private static GroupTable Table(GroupQuery query, GroupSums asked, double[] figures, GroupPlan plan)
    {
        if (figures.Length % Width != 0 || figures.Length > Width * asked.FirstGroups * asked.SecondGroups)
            throw new ContributionException($"The state's table by '{query.First}' is not one of this job.");
        var table = new GroupTable(query, [.. figures.Chunk(Width).Select(cell => Cell(query, asked, cell, plan))]);
        return table.Cells.DistinctBy(cell => (cell.First, cell.Second)).Count() == table.Cells.Length
            ? table
            : throw new ContributionException($"The state's table by '{query.First}' shows a group twice.");
    }

    private static GroupCell Cell(GroupQuery query, GroupSums asked, double[] figures, GroupPlan plan)
    {
        bool isValue = IsIndex(figures[0], asked.FirstValues) && IsIndex(figures[1], asked.SecondValues);
        bool isCount = figures[2] == Withheld || (double.IsInteger(figures[2]) && (figures[2] == 0 || figures[2] >= plan.Floor) && figures[2] <= MostRows);
        bool isMean = asked.Measure is { } measure && figures[3] == 1 && figures[2] > 0 && IsMean(figures[4], figures[5], plan.Columns.Numeric[measure]);
        if (!isValue || !isCount || !(isMean || figures[3] == 0))
            throw new ContributionException($"The state's table by '{query.First}' holds a cell that no such table has; ask for it again.");
        return new GroupCell((int)figures[0], (int)figures[1], figures[2] == Withheld ? null : (long)figures[2], isMean ? figures[4] : double.NaN, isMean ? figures[5] : double.NaN);
    }

    private static bool IsIndex(double figure, int values) => double.IsInteger(figure) && figure >= CategoryColumn.Other && figure < values;

    private static bool IsMean(double mean, double deviation, NumericColumn column)
        => mean >= column.Minimum && mean <= column.Maximum && deviation >= 0 && deviation <= column.Width;
}
