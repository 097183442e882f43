using System.Collections.Immutable;
using Federated.Learning.Clustering;
using Federated.Learning.Randomness;

namespace Federated.Computations.KMeans;

/// <summary>
/// First centres without rows: the cells of the sketch, weighted by their counts, stand for the rows. Weighted k-means++ (Arthur and Vassilvitskii 2007) and
/// a few weighted Lloyd steps run on the cells alone, many times over; the best different outcomes become the starts of the joint descents.
/// </summary>
internal static class SketchSeeding
{
    private const int TriesPerRestart = 32;
    private const int MaximumSteps = 50;

    public static ImmutableArray<KMeansRun> Runs(FederatedKMeansOptions options, MeasuredClusters sketch)
    {
        var runs = ImmutableArray.CreateBuilder<KMeansRun>(options.Runs);
        RowSample?[] samples = Samples(options);
        foreach (int clusters in options.Clusters)
        {
            for (int sample = 0; sample < samples.Length; sample++)
            {
                var generator = new SeededGenerator(SeededGenerator.Derive(options.Seed, ((ulong)clusters << 16) + (ulong)sample + 1));
                runs.AddRange(Choose(sketch, clusters, options.Restarts, generator).Select(model => new KMeansRun(samples[sample], model, Best: null, IsSettled: false)));
            }
        }

        return runs.MoveToImmutable();
    }

    /// <summary>The half samples that the options' seed makes; one null when all rows are taken.</summary>
    public static RowSample?[] Samples(FederatedKMeansOptions options)
    {
        if (options.Samples == 0)
            return [null];
        var generator = new SeededGenerator(SeededGenerator.Derive(options.Seed, 0));
        return [.. Enumerable.Range(0, options.Samples).Select(_ => (RowSample?)RowSample.Draw(generator))];
    }

    /// <summary>First centres for so many descents, best first.</summary>
    public static IEnumerable<KMeansModel> Choose(MeasuredClusters sketch, int clusters, int restarts, SeededGenerator generator)
    {
        var tries = new List<(double Inertia, float[] Centres)>();
        for (int attempt = 0; attempt < restarts * TriesPerRestart; attempt++)
            tries.Add(Descend(sketch, Draw(sketch, clusters, generator), clusters));
        (double Inertia, float[] Centres)[] different = [.. tries.OrderBy(one => one.Inertia)
            .GroupBy(one => Math.Round(Math.Log(Math.Max(one.Inertia, 1e-300)), 9)).Select(group => group.First())];
        return Enumerable.Range(0, restarts)
            .Select(restart => new KMeansModel(ImmutableArray.Create(different[restart % different.Length].Centres), clusters));
    }

    private static float[] Draw(MeasuredClusters sketch, int clusters, SeededGenerator generator)
    {
        int columns = sketch.Model.Columns, cells = sketch.Model.Clusters;
        var centres = new float[clusters * columns];
        var nearest = new double[cells];
        Array.Fill(nearest, 1);
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            ReadOnlySpan<float> chosen = Cell(sketch, Pick(sketch, nearest, generator));
            chosen.CopyTo(centres.AsSpan(cluster * columns));
            for (int cell = 0; cell < cells; cell++)
            {
                double distance = SquaredDistance(Cell(sketch, cell), chosen);
                nearest[cell] = cluster == 0 ? distance : Math.Min(nearest[cell], distance);
            }
        }

        return centres;
    }

    private static int Pick(MeasuredClusters sketch, double[] nearest, SeededGenerator generator)
    {
        double total = 0;
        for (int cell = 0; cell < nearest.Length; cell++)
            total += sketch.Counts[cell] * nearest[cell];
        double rest = generator.NextDouble() * total;
        for (int cell = 0; cell < nearest.Length; cell++)
        {
            rest -= sketch.Counts[cell] * nearest[cell];
            if (rest < 0)
                return cell;
        }

        return generator.NextBelow(nearest.Length);
    }

    private static (double Inertia, float[] Centres) Descend(MeasuredClusters sketch, float[] centres, int clusters)
    {
        int columns = sketch.Model.Columns;
        double before = double.PositiveInfinity;
        for (int step = 0; step < MaximumSteps; step++)
        {
            var sums = new double[clusters * columns];
            var weights = new double[clusters];
            double inertia = 0;
            for (int cell = 0; cell < sketch.Model.Clusters; cell++)
            {
                ReadOnlySpan<float> place = Cell(sketch, cell);
                (int nearest, double distance) = Nearest(place, centres, clusters);
                inertia += sketch.Counts[cell] * distance;
                weights[nearest] += sketch.Counts[cell];
                for (int column = 0; column < columns; column++)
                    sums[(nearest * columns) + column] += sketch.Counts[cell] * (double)place[column];
            }

            if (inertia >= before * (1 - 1e-9))
                break;
            before = inertia;
            for (int index = 0; index < sums.Length; index++)
            {
                if (weights[index / columns] > 0)
                    centres[index] = (float)(sums[index] / weights[index / columns]);
            }
        }

        return (before, centres);
    }

    private static (int Cluster, double Distance) Nearest(ReadOnlySpan<float> place, float[] centres, int clusters)
    {
        (int Cluster, double Distance) nearest = (0, double.PositiveInfinity);
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            double distance = SquaredDistance(place, centres.AsSpan(cluster * place.Length, place.Length));
            if (distance < nearest.Distance)
                nearest = (cluster, distance);
        }

        return nearest;
    }

    private static ReadOnlySpan<float> Cell(MeasuredClusters sketch, int cell) => sketch.Model.Centres.AsSpan().Slice(cell * sketch.Model.Columns, sketch.Model.Columns);

    private static double SquaredDistance(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        double sum = 0;
        for (int column = 0; column < first.Length; column++)
            sum += ((double)first[column] - second[column]) * ((double)first[column] - second[column]);
        return sum;
    }
}
