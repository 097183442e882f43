using System.Globalization;
using Federated.Learning.State;

namespace Federated.Computations;

/// <summary>Strict reading of a state that came over the wire: every tensor of the expected name, type, length and finite values.</summary>
internal static class StateTensors
{
    /// <summary>Values of an F64 tensor of a known length, all finite.</summary>
    /// <exception cref="ContributionException">It is missing, has another length, or holds a value that is not finite.</exception>
    public static double[] Figures(ModelSnapshot snapshot, string name, int length)
    {
        double[] figures = FiguresOrNaN(snapshot, name, length);
        int fault = Array.FindIndex(figures, figure => !double.IsFinite(figure));
        return fault < 0 ? figures : throw new ContributionException($"Value {fault} of the state's tensor '{name}' is {figures[fault]}; ask for the state again.");
    }

    /// <summary>Values of an F64 tensor of a known length, in which a figure that cannot be computed is NaN.</summary>
    /// <exception cref="ContributionException">It is missing, has another length, or holds an infinity.</exception>
    public static double[] FiguresOrNaN(ModelSnapshot snapshot, string name, int length)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        NamedTensor? tensor = snapshot.Tensors.FirstOrDefault(tensor => tensor.Name == name);
        if (tensor is not DoubleTensor doubles || doubles.Shape.Dimensions.Length != 1 || doubles.Values.Length != length)
            throw new ContributionException($"The state has no F64 tensor '{name}' of {length} values: it belongs to another job.");
        double[] figures = doubles.Values.ToArray();
        int fault = Array.FindIndex(figures, double.IsInfinity);
        return fault < 0 ? figures : throw new ContributionException($"Value {fault} of the state's tensor '{name}' is {figures[fault]}; ask for the state again.");
    }

    /// <summary>Requires exactly so many tensors: a state with more holds something that nobody asked for.</summary>
    /// <exception cref="ContributionException">There are more or fewer.</exception>
    public static void RequireCount(ModelSnapshot snapshot, int expected)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.Tensors.Length != expected)
            throw new ContributionException($"The state has {snapshot.Tensors.Length} tensors; this job's has {expected}. It belongs to another job or version.");
    }

    /// <summary>A whole number that was stored as a figure.</summary>
    /// <exception cref="ContributionException">It is not whole or out of range.</exception>
    public static long Whole(double figure, string name, long least, long most)
        => double.IsInteger(figure) && figure >= least && figure <= most
            ? (long)figure
            : throw new ContributionException($"The state's {name} is {figure.ToString(CultureInfo.InvariantCulture)}; it must be a whole number from {least} to {most}.");

    /// <summary>One F64 tensor of one dimension.</summary>
    public static DoubleTensor Tensor(string name, params ReadOnlySpan<double> values) => new(name, new TensorShape(values.Length), values);
}
