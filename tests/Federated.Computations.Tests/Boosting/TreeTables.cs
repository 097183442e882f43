using Federated.Learning.Randomness;
using Federated.Learning.Trees;

namespace Federated.Computations.Tests.Boosting;

/// <summary>Made tables: columns 0 and 1 numerical, 2 categorical, some values missing; the label depends on columns 0 and 2.</summary>
internal static class TreeTables
{
    public const int Columns = 4;

    private static readonly ColumnKind[] Kinds = [ColumnKind.Numerical, ColumnKind.Numerical, ColumnKind.Categorical, ColumnKind.Numerical];

    public static TrainingTable Make(ulong seed, int rows, Func<double, SeededGenerator, float> label)
    {
        var random = new SeededGenerator(seed);
        float[] features = new float[rows * Columns], labels = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            Span<float> values = features.AsSpan(row * Columns, Columns);
            for (int column = 0; column < Columns; column++)
            {
                values[column] = random.NextDouble() < 0.1 ? float.NaN
                    : Kinds[column] == ColumnKind.Categorical ? random.NextBelow(6)
                    : MathF.Round((float)(random.NextDouble() * 8) - 4, 1);
            }

            double signal = (float.IsNaN(values[0]) ? 1.5 : values[0]) + (float.IsNaN(values[2]) || (int)values[2] % 2 == 0 ? 1 : -1);
            labels[row] = label(signal, random);
        }

        return new TrainingTable(features, Columns, labels, default, Kinds);
    }

    public static TrainingTable TwoClass(ulong seed, int rows) => Make(seed, rows, (signal, random) => random.NextDouble() < 1 / (1 + Math.Exp(-signal)) ? 1 : 0);

    public static TrainingTable ThreeClass(ulong seed, int rows) =>
        Make(seed, rows, (signal, random) => signal + random.NextDouble() < -1 ? 0 : signal + random.NextDouble() < 2 ? 1 : 2);

    public static TrainingTable Regression(ulong seed, int rows) => Make(seed, rows, (signal, random) => (float)(signal + random.NextDouble()));

    public static TrainingTable Counts(ulong seed, int rows) => Make(seed, rows, (signal, random) => (float)Math.Floor(Math.Exp(signal / 3) + random.NextDouble()));

    /// <summary>The rows at nodes that a generator chooses; keys are row numbers, so that a row keeps its key wherever it lies.</summary>
    public static TreeRows[] Split(TrainingTable table, int nodes, ulong seed)
    {
        var random = new SeededGenerator(seed);
        ILookup<int, int> rows = Enumerable.Range(0, table.Rows).ToLookup(_ => random.NextBelow(nodes));
        return [.. Enumerable.Range(0, nodes).Where(rows.Contains).Select(node => new TreeRows(table.Select([.. rows[node]]), rows[node].Select(KeyOf).ToArray()))];
    }

    public static TreeRows Pooled(TrainingTable table) => new(table, Enumerable.Range(0, table.Rows).Select(KeyOf).ToArray());

    public static int KeyOf(int row) => row * 7;
}
