using System.Collections.Immutable;
using Federated.Learning.State;

namespace Federated.Computations.Averaging;

/// <summary>
/// Where the joint tensors stand in a contribution: those that are shared, one after the other in the order of their names. A batch normalisation is known by
/// its running mean: <c>x.running_mean</c> makes <c>x.weight</c>, <c>x.bias</c> and <c>x.running_var</c> tensors of one too.
/// </summary>
internal sealed class ParameterLayout
{
    private const string Mean = "running_mean";
    private const string Variance = "running_var";

    public ParameterLayout(ModelSnapshot global, bool localNormalization)
    {
        HashSet<string> normalizations = [.. global.Tensors.Where(tensor => LastWord(tensor.Name) == Mean).Select(tensor => Prefix(tensor.Name))];
        ILookup<bool, NamedTensor> local = global.Tensors.ToLookup(tensor => localNormalization && normalizations.Contains(Prefix(tensor.Name)));
        Local = [.. local[true]];
        Shared = [.. local[false]];
        Length = Shared.Sum(tensor => tensor.Shape.Length);
    }

    /// <summary>Tensors in the sum.</summary>
    public ImmutableArray<NamedTensor> Shared { get; }

    /// <summary>Tensors that stay on their node.</summary>
    public ImmutableArray<NamedTensor> Local { get; }

    /// <summary>Values of the shared tensors.</summary>
    public int Length { get; }

    /// <summary>Whether a tensor is computed rather than optimised: such a one is averaged whatever the algorithm.</summary>
    public static bool IsRunningStatistic(NamedTensor tensor) => LastWord(tensor.Name) is Mean or Variance;

    /// <summary>Whether a tensor is never negative.</summary>
    public static bool IsVariance(NamedTensor tensor) => LastWord(tensor.Name) == Variance;

    /// <summary>The shared tensors of a snapshot.</summary>
    public ModelSnapshot Restrict(ModelSnapshot snapshot) => new(Shared.Select(tensor => snapshot[tensor.Name]));

    /// <summary>The shared tensors with other values.</summary>
    public ModelSnapshot Shape(ReadOnlySpan<double> values)
    {
        var tensors = new List<NamedTensor>();
        int index = 0;
        foreach (NamedTensor tensor in Shared)
        {
            var singles = new float[tensor.Shape.Length];
            for (int element = 0; element < singles.Length; element++)
                singles[element] = (float)values[index++];
            tensors.Add(new SingleTensor(tensor.Name, tensor.Shape, singles));
        }

        return new ModelSnapshot(tensors);
    }

    private static string LastWord(string name) => name[(name.LastIndexOf('.') + 1)..];

    private static string Prefix(string name) => name[..Math.Max(0, name.LastIndexOf('.'))];
}
