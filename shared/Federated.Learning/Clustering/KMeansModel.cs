using System.Collections.Immutable;
using Federated.Learning.Solvers;
using Federated.Learning.State;

namespace Federated.Learning.Clustering;

/// <summary>Centres of k clusters; a row belongs to the nearest one in Euclidean distance, the first of equally near ones. Immutable. Saved as the tensor <c>centres</c> [k, columns], F32.</summary>
public sealed class KMeansModel
{
    private const string Description = "k-means model";

    /// <summary>Takes the centres.</summary>
    /// <param name="centres">k × columns, row-major, finite.</param>
    /// <param name="clusters">k, 1 to 65,536.</param>
    /// <exception cref="ArgumentException">The values do not divide among the clusters, or one is not finite.</exception>
    public KMeansModel(ImmutableArray<float> centres, int clusters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clusters, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(clusters, 65_536);
        if (centres.IsDefaultOrEmpty || centres.Length % clusters != 0)
            throw new ArgumentException($"{(centres.IsDefault ? 0 : centres.Length)} values do not divide among {clusters} centres.", nameof(centres));
        CheckedRows.Count(centres.AsSpan(), centres.Length / clusters);
        Centres = centres;
        Clusters = clusters;
    }

    /// <summary>k × columns, row-major.</summary>
    public ImmutableArray<float> Centres { get; }

    /// <summary>k.</summary>
    public int Clusters { get; }

    /// <summary>Features a row.</summary>
    public int Columns => Centres.Length / Clusters;

    /// <summary>Reads a model that <see cref="ToSnapshot"/> wrote.</summary>
    /// <exception cref="Modules.ModelMismatchException">The tensor is missing, misshapen or not finite.</exception>
    public static KMeansModel FromSnapshot(ModelSnapshot snapshot)
    {
        SingleTensor tensor = snapshot.Singles(Description, "centres", 2);
        return new KMeansModel([.. tensor.Values], tensor.Shape.Dimensions[0]);
    }

    /// <summary>The centres as a named tensor.</summary>
    public ModelSnapshot ToSnapshot() => new([new SingleTensor("centres", new TensorShape(Clusters, Columns), Centres.AsSpan())]);

    /// <summary>Writes the cluster of each row, 0 to k−1.</summary>
    /// <param name="rows">Row-major, finite.</param>
    /// <param name="labels">One a row.</param>
    /// <returns>Inertia: the sum of squared distances to the rows' centres.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit, or a value is not finite.</exception>
    public double Assign(ReadOnlySpan<float> rows, Span<int> labels)
    {
        int columns = Columns, count = CheckedRows.Count(rows, columns);
        CheckedRows.Output(labels.Length, count);
        if (count == 0)
            return 0;
        double inertia = 0;
        using var pass = new LloydPass(rows, columns, Clusters);
        unsafe
        {
            fixed (float* origin = rows)
                pass.Assign(origin, Centres.AsSpan(), Kernels.Workers.CallingThread);
        }

        pass.Labels[..count].CopyTo(labels);
        for (int cluster = 0; cluster < Clusters; cluster++)
            inertia += pass.Sums[cluster * (columns + 2) + 1];
        return inertia;
    }
}
