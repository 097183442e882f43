using Federated.Computations.Regression;
using Federated.Learning.Randomness;
using Federated.Learning.Training;

namespace Federated.Computations.Tests.Regression;

/// <summary>Random rows whose label hangs on the features, in batches of several nodes.</summary>
internal static class RegressionRows
{
    public static LabelledRows Make(int rows, int columns, ulong seed, bool isBinary, bool isWeighted = false)
    {
        var generator = new SeededGenerator(seed);
        var features = new float[rows * columns];
        var labels = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            double value = -0.3;
            for (int column = 0; column < columns; column++)
            {
                features[(row * columns) + column] = (float)((generator.NextDouble() * 4) - 2);
                value += features[(row * columns) + column] * ((column % 3) - 0.8);
            }

            value += (generator.NextDouble() * 2) - 1;
            labels[row] = isBinary ? (value > 0 ? 1 : 0) : (float)value;
        }

        return new LabelledRows(features, columns, labels, isWeighted ? Enumerable.Range(0, rows).Select(row => (row % 3) / 2f).ToArray() : default);
    }

    /// <summary>Splits the rows into nodes of unlike sizes, each of several batches.</summary>
    public static LabelledBatches[] Nodes(LabelledRows all, int nodes, int batch) =>
    [
        .. Enumerable.Range(0, all.Count).GroupBy(row => row * row % nodes)
            .Select(rows => new LabelledBatches(all.Columns, [.. rows.Chunk(batch).Select(chunk => all.Select(chunk))])),
    ];
}
