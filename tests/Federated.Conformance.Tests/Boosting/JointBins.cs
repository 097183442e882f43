using Federated.Learning.Trees;

namespace Federated.Conformance.Tests.Boosting;

/// <summary>Bins as partners can have them: from joint histograms over each numerical column's range, and the declared categories.</summary>
internal static class JointBins
{
    private const int Cells = 4_096;

    public static BinMapper Of(TrainingTable table, int bins) => new(Enumerable.Range(0, table.Columns).Select(column => Column(table, column, bins)));

    private static ColumnBins Column(TrainingTable table, int column, int bins)
    {
        float[] values = [.. Enumerable.Range(0, table.Rows).Select(row => table.Features.Span[(row * table.Columns) + column]).Where(float.IsFinite)];
        if (table.Kinds[column] == ColumnKind.Categorical)
            return ColumnBins.Categorical([.. values.Distinct().Order().Select(category => (int)category)]);
        float least = values.Min(), width = (values.Max() - least) / Cells;
        var counts = new long[Cells];
        foreach (float value in values)
            counts[Math.Clamp((int)MathF.Ceiling((value - least) / width) - 1, 0, Cells - 1)]++;
        return ColumnBins.FromHistogram([.. Enumerable.Range(1, Cells - 1).Select(cell => least + (cell * width))], counts, bins);
    }
}
