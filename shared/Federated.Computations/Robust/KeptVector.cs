using Federated.Learning.State;

namespace Federated.Computations.Robust;

/// <summary>What a node keeps between the passes of one geometric median: <c>vector</c> [values] F64 and <c>turn</c> [2] F64, the result it is for and its weight.</summary>
internal static class KeptVector
{
    private const string VectorName = "vector";
    private const string Turn = "turn";

    public static void Save(NodeMemory? memory, int result, Contribution vector)
    {
        if (memory is not null)
            memory.Current = new ModelSnapshot([StateTensors.Tensor(VectorName, vector.Values), StateTensors.Tensor(Turn, result, vector.Weight)]);
    }

    /// <summary>Fills the vector that was kept for this result.</summary>
    /// <returns>False when there is none.</returns>
    /// <exception cref="ContributionException">What is kept is of another job, or damaged.</exception>
    public static bool TryLoad(NodeMemory? memory, int result, Contribution into)
    {
        if (memory?.Current is not { } kept)
            return false;
        double[] turn = StateTensors.Figures(kept, Turn, 2);
        if (turn[0] != result)
            return false;
        StateTensors.Figures(kept, VectorName, into.Values.Length).CopyTo(into.Values);
        into.Weight = (int)StateTensors.Whole(turn[1], "weight of the kept vector", 1, into.Specification.WeightBound);
        into.Validate();
        return true;
    }
}
