using Federated.Computations.KMeans;
using Federated.Learning.Randomness;

namespace Federated.Computations.Tests.KMeans;

/// <summary>Rows around a few places, spread over nodes that each see only some of the places.</summary>
internal static class Blobs
{
    public static float[] Make(int rows, int columns, int places, ulong seed, double spread = 0.3)
    {
        var generator = new SeededGenerator(seed);
        double[] middles = [.. Enumerable.Range(0, places * columns).Select(_ => (generator.NextDouble() * 8) - 4)];
        return [.. Enumerable.Range(0, rows * columns).Select(index => (float)(middles[(index / columns % places * columns) + (index % columns)]
            + (spread * (generator.NextDouble() + generator.NextDouble() - 1))))];
    }

    public static ClusterBatches[] Nodes(float[] rows, int columns, int nodes)
    {
        float[][] all = [.. rows.Chunk(columns)];
        return
        [
            .. all.OrderBy(row => row[0]).Chunk((all.Length + nodes - 1) / nodes)
                .Select(own => new ClusterBatches(columns, own.Chunk(9).Select(batch => (ReadOnlyMemory<float>)batch.SelectMany(row => row).ToArray()).ToArray())),
        ];
    }
}
