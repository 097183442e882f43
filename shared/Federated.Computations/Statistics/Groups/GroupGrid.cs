using System.Collections.Immutable;

namespace Federated.Computations.Statistics.Groups;

/// <summary>The groups of two columns as a grid: lines of the first column's values, then "other"; in each, the second column's values, then "other". A table by one column has lines of one cell.</summary>
internal sealed class GroupGrid
{
    private readonly GroupFigures[,] _cells;

    private GroupGrid(GroupFigures[,] cells, ImmutableArray<int> first, ImmutableArray<int> second)
    {
        _cells = cells;
        First = first;
        Second = second;
    }

    /// <summary>The first column's value of each line.</summary>
    public ImmutableArray<int> First { get; }

    /// <summary>The second column's value of each cross line.</summary>
    public ImmutableArray<int> Second { get; }

    public GroupFigures this[int first, int second] => _cells[first, second];

    public static GroupGrid Read(GroupSums asked, SumAnswers answers, int sum)
    {
        var cells = new GroupFigures[asked.FirstGroups, asked.SecondGroups];
        ReadOnlySpan<double> figures = answers[sum];
        for (int group = 0; group < cells.Length; group++)
        {
            int start = group * asked.Figures;
            long rows = answers.RowsIn(sum, start);
            cells[group / asked.SecondGroups, group % asked.SecondGroups] = asked.Measure is null
                ? new GroupFigures(rows, 0, 0, 0)
                : new GroupFigures(rows, answers.RowsIn(sum, start + 1, rows), figures[start + 2], figures[start + 3]);
        }

        return new GroupGrid(cells, Values(asked.FirstValues), asked.Second is null ? [CategoryColumn.Other] : Values(asked.SecondValues));
    }

    public GroupFigures LineTotal(int first) => Enumerable.Range(0, Second.Length).Aggregate(default(GroupFigures), (total, second) => total + _cells[first, second]);

    public GroupFigures CrossTotal(int second) => Enumerable.Range(0, First.Length).Aggregate(default(GroupFigures), (total, first) => total + _cells[first, second]);

    /// <summary>The same groups with the lines that are not kept merged into "other", the last.</summary>
    public GroupGrid Merge(ReadOnlySpan<bool> keepsFirst, ReadOnlySpan<bool> keepsSecond)
    {
        (ImmutableArray<int> first, int[] firstOf) = Kept(First, keepsFirst);
        (ImmutableArray<int> second, int[] secondOf) = Kept(Second, keepsSecond);
        var cells = new GroupFigures[first.Length, second.Length];
        for (int line = 0; line < First.Length; line++)
        {
            for (int cross = 0; cross < Second.Length; cross++)
                cells[firstOf[line], secondOf[cross]] += _cells[line, cross];
        }

        return new GroupGrid(cells, first, second);
    }

    public ImmutableArray<GroupCell> ToCells(bool[,] isWithheld, NumericColumn? measure)
        => [.. Enumerable.Range(0, _cells.Length).Select(index => ToCell(index / Second.Length, index % Second.Length, isWithheld, measure))];

    private GroupCell ToCell(int first, int second, bool[,] isWithheld, NumericColumn? measure)
    {
        GroupFigures figures = _cells[first, second];
        if (isWithheld[first, second] || measure is null || figures.Measured == 0)
            return new GroupCell(First[first], Second[second], isWithheld[first, second] ? null : figures.Rows, double.NaN, double.NaN);
        double mean = Math.Clamp(figures.Sum / figures.Measured, 0, 1);
        double deviation = Math.Sqrt(Math.Max(0, (figures.Squares / figures.Measured) - (mean * mean)));
        return new GroupCell(First[first], Second[second], figures.Rows, Math.Min(measure.Maximum, measure.Minimum + (mean * measure.Width)), deviation * measure.Width);
    }

    private static ImmutableArray<int> Values(int count) => [.. Enumerable.Range(0, count), CategoryColumn.Other];

    private static (ImmutableArray<int> Values, int[] PlaceOf) Kept(ImmutableArray<int> values, ReadOnlySpan<bool> keeps)
    {
        var kept = new List<int>();
        var places = new int[values.Length];
        for (int index = 0; index < values.Length - 1; index++)
        {
            places[index] = keeps[index] ? kept.Count : -1;
            if (keeps[index])
                kept.Add(values[index]);
        }

        places[^1] = kept.Count;
        for (int index = 0; index < places.Length; index++)
            places[index] = places[index] < 0 ? kept.Count : places[index];
        return ([.. kept, values[^1]], places);
    }
}
