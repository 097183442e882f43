using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Optimizers;

/// <summary>The parameters of an optimiser, each with its memory, moved by one rule a step.</summary>
internal sealed class ParameterUpdates<TRule>
    where TRule : struct, IUpdateRule
{
    private readonly ParameterUpdate<TRule>[] _updates;

    /// <param name="parameters">What to move.</param>
    /// <param name="options">Whether rows without a gradient stay.</param>
    /// <param name="workers">Threads for large parameters.</param>
    /// <param name="initialStates">First value of each state that the rule has.</param>
    public ParameterUpdates(IReadOnlyList<Parameter> parameters, OptimizerOptions options, Workers? workers, params ReadOnlySpan<float> initialStates)
    {
        _updates = new ParameterUpdate<TRule>[parameters.Count];
        for (int index = 0; index < _updates.Length; index++)
            _updates[index] = new ParameterUpdate<TRule>(parameters[index], options, workers ?? Workers.CallingThread, initialStates);
    }

    public void Apply(in TRule rule)
    {
        foreach (ParameterUpdate<TRule> update in _updates)
            update.Apply(rule);
    }
}
