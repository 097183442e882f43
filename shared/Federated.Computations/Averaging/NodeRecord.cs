using Federated.Learning.State;

namespace Federated.Computations.Averaging;

/// <summary>
/// What a node keeps between rounds of averaging. As a snapshot: <c>control</c> [shared values] F64, its control variate cᵢ, and <c>local.…</c> F32, the tensors
/// that stay on it; each only where the algorithm has it.
/// </summary>
internal sealed record NodeRecord(double[] Control, IReadOnlyList<SingleTensor> Local)
{
    private const string ControlName = "control";
    private const string LocalPrefix = "local.";

    /// <summary>The record before a round: before the first one, and on a node that comes late, zeros and the initial tensors.</summary>
    /// <exception cref="ContributionException">The algorithm needs a memory and the node has none, or what it holds is of another job.</exception>
    public static NodeRecord Of(AveragingState state, NodeMemory? memory)
    {
        if (!state.Options.NeedsMemory)
            return new NodeRecord([], []);
        if (memory is null)
            throw new ContributionException("This job keeps something on the node between rounds, but the node was given no memory to keep it in. Nothing was sent.");
        if (state.Round == 0 || memory.Current is not { } kept)
            return new NodeRecord(new double[state.Control.Length], [.. state.Layout.Local.OfType<SingleTensor>()]);
        int expected = state.Layout.Local.Length + (state.Options.ControlVariates ? 1 : 0);
        if (kept.Tensors.Length != expected)
            throw new ContributionException($"The node's memory has {kept.Tensors.Length} tensors; this job's has {expected}. It belongs to another job. Nothing was sent.");
        return new NodeRecord(
            state.Options.ControlVariates ? ReadControl(kept, state.Control.Length) : [],
            [.. state.Layout.Local.Select(tensor => ReadLocal(kept, tensor))]);
    }

    public ModelSnapshot Write()
    {
        IEnumerable<NamedTensor> local = Local.Select(tensor => new SingleTensor(LocalPrefix + tensor.Name, tensor.Shape, tensor.Values));
        return new ModelSnapshot(Control.Length == 0 ? local : local.Append(new DoubleTensor(ControlName, new TensorShape(Control.Length), Control)));
    }

    /// <summary>The joint parameters with the tensors of this node in their places.</summary>
    public ModelSnapshot Complete(ModelSnapshot global)
    {
        if (Local.Count == 0)
            return global;
        Dictionary<string, NamedTensor> own = Local.ToDictionary(tensor => tensor.Name, NamedTensor (tensor) => tensor, StringComparer.Ordinal);
        return new ModelSnapshot(global.Tensors.Select(tensor => own.GetValueOrDefault(tensor.Name, tensor)), global.Metadata);
    }

    private static double[] ReadControl(ModelSnapshot kept, int length)
    {
        if (kept.Tensors.FirstOrDefault(tensor => tensor.Name == ControlName) is not DoubleTensor control || control.Values.Length != length)
            throw new ContributionException($"The node's memory has no F64 tensor '{ControlName}' of {length} values: it belongs to another job. Nothing was sent.");
        foreach (double value in control.Values)
        {
            if (!double.IsFinite(value))
                throw new ContributionException("The node's control variate holds a value that is not finite; its memory is damaged. Nothing was sent.");
        }

        return control.Values.ToArray();
    }

    private static SingleTensor ReadLocal(ModelSnapshot kept, NamedTensor expected)
    {
        string name = LocalPrefix + expected.Name;
        if (kept.Tensors.FirstOrDefault(tensor => tensor.Name == name) is not SingleTensor tensor || !tensor.Shape.Equals(expected.Shape))
            throw new ContributionException($"The node's memory has no F32 tensor '{name}' {expected.Shape}: it belongs to another job. Nothing was sent.");
        foreach (float value in tensor.Values)
        {
            if (!float.IsFinite(value))
                throw new ContributionException($"Tensor '{name}' of the node's memory holds a value that is not finite; the memory is damaged. Nothing was sent.");
        }

        return new SingleTensor(expected.Name, expected.Shape, tensor.Values);
    }
}
