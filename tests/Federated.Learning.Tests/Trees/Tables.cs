using Federated.Learning.Metrics;
using Federated.Learning.Randomness;
using Federated.Learning.Trees;

namespace Federated.Learning.Tests.Trees;

/// <summary>Made tables: values on a coarse grid so that equal values, missing values and rare categories occur.</summary>
internal static class Tables
{
    /// <summary>Columns 0 and 1 numerical, 2 categorical, further ones numerical noise; the label rises with column 0 and depends on column 2.</summary>
    public static TrainingTable Mixed(ulong seed, int rows, int columns = 5, int categories = 6, double missing = 0.1, bool weighted = false)
    {
        var random = new SeededGenerator(seed);
        float[] features = new float[rows * columns], labels = new float[rows], weights = new float[weighted ? rows : 0];
        for (int row = 0; row < rows; row++)
        {
            Span<float> values = features.AsSpan(row * columns, columns);
            for (int column = 0; column < columns; column++)
            {
                values[column] = random.NextDouble() < missing ? float.NaN
                    : column == 2 ? random.NextBelow(categories)
                    : MathF.Round((float)(random.NextDouble() * 8) - 4, 1);
            }

            labels[row] = random.NextDouble() < 1 / (1 + Math.Exp(-Logit(values))) ? 1 : 0;
            if (weighted)
                weights[row] = 0.5f + (float)random.NextDouble();
        }

        return new TrainingTable(features, columns, labels, weights, Kinds(columns));
    }

    /// <summary>The logit that a row of <see cref="Mixed"/> has drawn its label from.</summary>
    public static float Logit(ReadOnlySpan<float> values) =>
        (float.IsNaN(values[0]) ? 1.5f : values[0]) + (values.Length > 2 && ((int)values[2] & 1) == 0 ? 1 : -1);

    /// <summary>How well those logits rank a table's rows: no model ranks new rows much better.</summary>
    public static double BestArea(TrainingTable table)
    {
        float[] logits = [.. Enumerable.Range(0, table.Rows).Select(row => Logit(table.Features.Span.Slice(row * table.Columns, table.Columns)))];
        return AreaUnderCurve.Exact(logits, table.Labels.Span);
    }

    /// <summary>One numerical column.</summary>
    public static TrainingTable Single(float[] values, float[] labels, float[]? weights = null) => new(values, 1, labels, weights ?? []);

    /// <summary>One categorical column.</summary>
    public static TrainingTable SingleCategorical(float[] values, float[] labels) => new(values, 1, labels, default, [ColumnKind.Categorical]);

    /// <summary>Gradients and hessians in [−1, 1] and (0, 1], on a grid.</summary>
    public static GradientStatistic[] Statistics(ulong seed, int count)
    {
        var random = new SeededGenerator(seed);
        var grid = new StatisticGrid(1);
        return [.. Enumerable.Range(0, count).Select(_ => new GradientStatistic(grid.Round((random.NextDouble() * 2) - 1), grid.Round(random.NextDouble())))];
    }

    private static ColumnKind[] Kinds(int columns)
    {
        var kinds = new ColumnKind[columns];
        if (columns > 2)
            kinds[2] = ColumnKind.Categorical;
        return kinds;
    }
}
