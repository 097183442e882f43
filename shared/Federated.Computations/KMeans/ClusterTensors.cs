using System.Collections.Immutable;
using Federated.Learning.Clustering;
using Federated.Learning.State;

namespace Federated.Computations.KMeans;

/// <summary>Strict reading of centres and their measures; counts what was read, so that nothing else can be in the snapshot.</summary>
internal sealed class ClusterTensors(ModelSnapshot snapshot, FederatedKMeansOptions options)
{
    /// <summary>Tensors read so far.</summary>
    public int Taken { get; private set; }

    public bool Holds(string name) => snapshot.Tensors.Any(tensor => tensor.Name == name);

    public double[] Figures(string name, int length)
    {
        Taken++;
        return StateTensors.Figures(snapshot, name, length);
    }

    /// <param name="name">The tensor.</param>
    /// <param name="clusters">How many centres it must have; null for a sketch, which has at most the cells agreed on.</param>
    public KMeansModel Centres(string name, int? clusters)
    {
        Taken++;
        if (snapshot.Tensors.FirstOrDefault(tensor => tensor.Name == name) is not SingleTensor { Shape.Dimensions: [var count, var columns] } tensor)
            throw new ContributionException($"The state has no F32 tensor '{name}' of centres: it belongs to another job.");
        if (columns != options.Columns || (clusters is { } exact ? count != exact : count < 1 || count > options.SketchCells))
            throw new ContributionException($"The state's centres '{name}' have shape {tensor.Shape}; the job's have {clusters ?? options.SketchCells} rows of {options.Columns}.");
        float most = (float)(2 * options.FeatureBound * (1 + 1e-6));
        int fault = tensor.Values.IndexOfAnyExceptInRange(-most, most);
        return fault < 0
            ? new KMeansModel(ImmutableArray.Create(tensor.Values), count)
            : throw new ContributionException($"Value {fault} of the state's centres '{name}' is {tensor.Values[fault]}, farther out than rows within ±{options.FeatureBound} can put it.");
    }

    /// <param name="name">The centres' tensor.</param>
    /// <param name="clusters">How many there must be; null for a sketch.</param>
    /// <param name="floor">Fewest rows that each must have.</param>
    public MeasuredClusters Measured(string name, int? clusters, int floor)
    {
        KMeansModel model = Centres(name, clusters);
        double[] figures = Figures(name + ".measured", 2 * model.Clusters);
        if (figures.Skip(model.Clusters).Any(inertia => inertia < 0))
            throw new ContributionException($"The state's clusters '{name}' have a negative inertia; ask for the state again.");
        ImmutableArray<long> counts = [.. figures.Take(model.Clusters).Select(count => StateTensors.Whole(count, $"count in '{name}'", floor, 1L << 53))];
        return new MeasuredClusters(model, counts, [.. figures.Skip(model.Clusters)]);
    }
}
