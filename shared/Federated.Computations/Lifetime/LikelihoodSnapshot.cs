using Federated.Learning.Lifetime;
using Federated.Learning.State;

namespace Federated.Computations.Lifetime;

/// <summary>
/// A likelihood's state as a snapshot of F64 tensors: <c>parameters</c> and <c>best</c> [p], and <c>progress</c> [9] (objective at best, or 0 before the first
/// round; passes; halvings; 1 when converged; customers; penalty; tolerance; most passes; customers at best).
/// </summary>
public static class LikelihoodSnapshot
{
    private const int ProgressLength = 9;

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(LikelihoodState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        LikelihoodNewton method = state.Method;
        var shape = new TensorShape(method.Parameters.Length);
        double[] progress =
        [
            method.Passes == 0 ? 0 : method.BestObjective, method.Passes, method.Halvings, method.Converged ? 1 : 0, state.Customers,
            method.Options.Penalty, method.Options.Tolerance, method.Options.MaximumPasses, method.BestWeight,
        ];
        return new ModelSnapshot(
        [
            new DoubleTensor("parameters", shape, method.Parameters.AsSpan()), new DoubleTensor("best", shape, method.Best.AsSpan()),
            new DoubleTensor("progress", new TensorShape(ProgressLength), progress),
        ]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote of the same family.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a state, or holds a figure that none has.</exception>
    public static LikelihoodState Read(ModelSnapshot snapshot, LifetimeFamily family)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.Tensors.Length != 3)
            throw new ContributionException($"The state has {snapshot.Tensors.Length} tensors; that of a likelihood has 3.");
        int size = LikelihoodState.ParametersOf(family);
        double[] progress = Figures(snapshot, "progress", ProgressLength);
        try
        {
            int passes = Count(progress[1], 1000);
            var options = new LikelihoodOptions { Penalty = progress[5], Tolerance = progress[6], MaximumPasses = Count(progress[7], 1000) };
            double objective = passes == 0 ? double.PositiveInfinity : progress[0];
            var method = new LikelihoodNewton(options, [.. Figures(snapshot, "parameters", size)], [.. Figures(snapshot, "best", size)], objective)
            {
                BestWeight = Count(progress[8], long.MaxValue >> 10),
                Passes = passes,
                Halvings = Count(progress[2], 1000),
                Converged = Count(progress[3], 1) == 1,
            };
            return new LikelihoodState(family, method, Count(progress[4], long.MaxValue >> 10));
        }
        catch (ArgumentException fault)
        {
            throw new ContributionException($"The state of the {family} likelihood cannot be used: {fault.Message}", fault);
        }
    }

    private static double[] Figures(ModelSnapshot snapshot, string name, int length)
    {
        if (snapshot.Tensors.FirstOrDefault(tensor => tensor.Name == name) is not DoubleTensor tensor || tensor.Values.Length != length)
            throw new ContributionException($"The state lacks an F64 tensor '{name}' of {length} values: it belongs to another computation.");
        double[] values = tensor.Values.ToArray();
        return Array.TrueForAll(values, double.IsFinite) ? values : throw new ContributionException($"The state's tensor '{name}' is not finite; ask for it again.");
    }

    private static int Count(double figure, int most) => (int)Count(figure, (long)most);

    private static long Count(double figure, long most)
        => figure >= 0 && figure <= most && double.IsInteger(figure)
            ? (long)figure
            : throw new ContributionException($"The state holds {figure} where a count from 0 to {most} belongs; ask for it again.");
}
