using Federated.Learning.State;

namespace Federated.Computations.Statistics;

/// <summary>Reads a state's tensors strictly: what comes from the other side is finite, in range and of the right shape, or refused.</summary>
internal static class SnapshotFigures
{
    private const double MostRows = 1L << 53;

    /// <summary>A tensor of exactly so many values, each within its limits.</summary>
    /// <exception cref="ContributionException">It is missing, has another length, or a value out of the limits.</exception>
    public static double[] Read(ModelSnapshot snapshot, string name, int length, double minimum, double maximum)
    {
        double[] values = Read(snapshot, name);
        if (values.Length != length)
            throw new ContributionException($"The tensor '{name}' has {values.Length} values, not {length}: the state belongs to another job.");
        int fault = Array.FindIndex(values, value => !(value >= minimum && value <= maximum));
        return fault < 0 ? values : throw new ContributionException($"Value {fault} of the tensor '{name}' is {values[fault]}; it must be {minimum} to {maximum}. Ask for the state again.");
    }

    /// <summary>A tensor of counts of rows.</summary>
    /// <exception cref="ContributionException">It is missing, has another length, or a value that is no count.</exception>
    public static long[] Counts(ModelSnapshot snapshot, string name, int length, long minimum = 0)
        => [.. Read(snapshot, name, length, minimum, MostRows).Select(value => Whole(value, name))];

    /// <summary>A tensor of whole numbers.</summary>
    /// <exception cref="ContributionException">It is missing, has another length, or a value that is not whole or out of its limits.</exception>
    public static int[] Integers(ModelSnapshot snapshot, string name, int length, int minimum, int maximum)
        => [.. Read(snapshot, name, length, minimum, maximum).Select(value => (int)Whole(value, name))];

    /// <summary>A tensor of any length.</summary>
    /// <exception cref="ContributionException">There is no such F64 tensor.</exception>
    public static double[] Read(ModelSnapshot snapshot, string name) => snapshot.Tensors.FirstOrDefault(tensor => tensor.Name == name) is DoubleTensor doubles
        ? doubles.Values.ToArray()
        : throw new ContributionException($"The state lacks an F64 tensor '{name}': it belongs to another job.");

    /// <summary>A tensor of one dimension.</summary>
    public static DoubleTensor Write(string name, IEnumerable<double> values) => StateTensors.Tensor(name, [.. values]);

    private static long Whole(double value, string name)
        => double.IsInteger(value) ? (long)value : throw new ContributionException($"The tensor '{name}' holds {value} where a whole number belongs; ask for the state again.");
}
