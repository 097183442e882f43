using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Training;

namespace Federated.Computations.Averaging;

/// <summary>
/// Federated averaging (McMahan et al. 2017, algorithm 1), every node in every round. A node trains a copy of the joint parameters θ on its own rows for
/// a few passes and contributes the update Δ = θ' − θ, scaled down to the clipping norm, weighted by its share of the rows; the coordinator adds the
/// weighted mean of the updates, times the server learning rate, to θ. The optimiser starts afresh each round: its state never leaves a node, nor is it
/// kept. Weights are integers, 256ths of all rows, so a node below 1/512 of the rows still counts as 1/256.
/// </summary>
/// <param name="architecture">What the joint parameters belong to.</param>
/// <param name="loss">What every node minimises.</param>
public sealed class FederatedAveraging(IModelArchitecture architecture, ILoss loss) : IComputation<AveragingState, AveragingData>
{
    /// <summary>W: the weight of a node that has all rows.</summary>
    public const int WeightBound = 256;

    /// <inheritdoc/>
    public ContributionSpec Specify(AveragingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        AveragingOptions options = state.Options;
        return new ContributionSpec(state.ParameterCount, options.ClipNorm, options.ClipNorm, options.Bits, WeightBound, UnitOfPrivacy.Partner);
    }

    /// <inheritdoc/>
    public void Contribute(AveragingState state, AveragingData data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        ulong seed = SeededGenerator.Derive(data.Seed, (ulong)state.Round);
        ModelSnapshot local = Train(state, data.Rows, seed);

        Span<double> update = into.Values;
        int index = 0;
        foreach (NamedTensor tensor in state.Global.Tensors)
        {
            ReadOnlySpan<float> before = state.Global.Singles(tensor.Name);
            ReadOnlySpan<float> after = local.Singles(tensor.Name);
            for (int element = 0; element < before.Length; element++)
                update[index++] = (double)after[element] - before[element];
        }

        VectorNorm.ScaleDownTo(state.Options.ClipNorm, update);
        into.Weight = WeightOf(data.Rows.Count, state.TotalRows);
        into.Validate();
    }

    /// <inheritdoc/>
    public AveragingState Apply(AveragingState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        sum.RequireFit(Specify(state));
        double factor = state.Options.ServerLearningRate / sum.Weight;
        var tensors = new List<NamedTensor>();
        int index = 0;
        foreach (NamedTensor tensor in state.Global.Tensors)
        {
            float[] values = state.Global.Singles(tensor.Name).ToArray();
            foreach (ref float value in values.AsSpan())
                value = (float)(value + (factor * sum.Values[index++]));
            tensors.Add(new SingleTensor(tensor.Name, tensor.Shape, values));
        }

        return new AveragingState(new ModelSnapshot(tensors, state.Global.Metadata), state.Options, state.TotalRows, state.Round + 1);
    }

    /// <inheritdoc/>
    public bool IsDone(AveragingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Round >= state.Options.Rounds;
    }

    private static int WeightOf(int rows, long totalRows)
        => (int)Math.Clamp(Math.Round(rows * (double)WeightBound / totalRows), 1, WeightBound);

    private ModelSnapshot Train(AveragingState state, LabelledRows rows, ulong seed)
    {
        try
        {
            IModel model = architecture.Create(seed);
            model.Restore(state.Global);
            Trainer.Train(model, rows, loss, state.Options.Local with { Seed = seed });
            return model.Capture();
        }
        catch (Exception fault) when (fault is ArgumentException or NonFiniteLossException or ModelMismatchException)
        {
            throw new ContributionException($"Round {state.Round} could not be trained on this node's rows: {fault.Message}", fault);
        }
    }
}
