using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Optimizers;

/// <summary>The parameters of an optimiser, each with its memory, moved by one rule a step.</summary>
internal sealed class ParameterUpdates<TRule>
    where TRule : struct, IUpdateRule
{
    private readonly ParameterUpdate<TRule>[] _updates;

    public ParameterUpdates(IReadOnlyList<Parameter> parameters, OptimizerOptions options, Workers? workers, params ReadOnlySpan<float> initialStates)
    {
        _updates = new ParameterUpdate<TRule>[parameters.Count];
        for (int index = 0; index < _updates.Length; index++)
            _updates[index] = new ParameterUpdate<TRule>(parameters[index], options.RowSparse, options.WeightDecay > 0, workers ?? Workers.CallingThread, initialStates);
    }

    public void Apply(TRule rule)
    {
        foreach (ParameterUpdate<TRule> update in _updates)
            update.Apply(rule);
    }
}
