using Federated.Learning.Kernels;
using Federated.Learning.Solvers;

namespace Federated.Learning.Clustering;

/// <summary>
/// What one Lloyd step needs to know of the rows at given centres. Layout: for each cluster its number of rows, its inertia (sum of squared distances to
/// its centre) and the sum of its rows, one value a column. Length: k·(columns + 2). Only statistics taken at the same centres may be added.
/// </summary>
public sealed class KMeansStatistics : SufficientStatistics
{
    /// <summary>Statistics of no rows at the model's centres.</summary>
    public KMeansStatistics(KMeansModel model)
        : base((long)(model ?? throw new ArgumentNullException(nameof(model))).Clusters * (model.Columns + 2))
        => Model = model;

    /// <summary>The centres at which the sums are taken.</summary>
    public KMeansModel Model { get; }

    /// <summary>Sum of squared distances of all rows to their centres.</summary>
    public double Inertia
    {
        get
        {
            double sum = 0;
            for (int cluster = 0; cluster < Model.Clusters; cluster++)
                sum += InertiaOf(cluster);
            return sum;
        }
    }

    /// <summary>Rows of a cluster.</summary>
    public double CountOf(int cluster) => Values[cluster * (Model.Columns + 2)];

    /// <summary>Sum of squared distances of a cluster's rows to its centre.</summary>
    public double InertiaOf(int cluster) => Values[(cluster * (Model.Columns + 2)) + 1];

    /// <summary>Sum of a cluster's rows.</summary>
    public ReadOnlySpan<double> SumOf(int cluster) => Vector.Slice((cluster * (Model.Columns + 2)) + 2, Model.Columns);

    /// <summary>Assigns rows to their nearest centres and adds them.</summary>
    /// <param name="rows">Row-major, finite.</param>
    /// <param name="workers">Threads; the calling one when left out.</param>
    /// <exception cref="ArgumentException">The rows are not whole or not finite.</exception>
    public unsafe void Add(ReadOnlySpan<float> rows, Workers? workers = null)
    {
        if (CheckedRows.Count(rows, Model.Columns) == 0)
            return;
        using var pass = new LloydPass(rows, Model.Columns, Model.Clusters);
        fixed (float* origin = rows)
            pass.Assign(origin, Model.Centres.AsSpan(), workers ?? Workers.CallingThread);
        AddVector(pass.Sums);
    }

    /// <summary>Takes the sums of a pass over rows that are kept for many passes.</summary>
    internal void Add(LloydPass pass) => AddVector(pass.Sums);
}
