using System.Collections.Immutable;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Optimizers;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;
using Federated.Learning.Training;

namespace Federated.Computations.Averaging;

/// <summary>
/// Federated averaging (McMahan et al. 2017, algorithm 1), every node in every round. A node trains a copy of the joint parameters θ on its own rows for
/// a few passes and contributes the update Δ = θ' − θ, scaled down to the clipping norm, weighted by its share of the rows; the coordinator adds the
/// weighted mean of the updates, times the server learning rate, to θ. The optimiser starts afresh each round: its state never leaves a node, nor is it
/// kept. Weights are integers, 256ths of all rows, so a node below 1/512 of the rows still counts as 1/256. The ring has room for twice the rows that were counted; a
/// round in which the nodes have more leaves the parameters as they are and corrects the count.
/// <para>
/// FedProx (Li et al. 2020, algorithm 2) adds μ/2·‖θ' − θ‖² to local training. FedAdam and its kin (Reddi et al. 2021, algorithm 2) put an optimiser on the
/// coordinator (<see cref="AdaptiveServer"/>). FedBN (Li et al. 2021, "FedBN") leaves batch normalisations out of the sum: each node keeps its own. Running
/// statistics that are in the sum are averaged plainly, whatever the algorithm: they have no gradient.
/// </para>
/// <para>
/// SCAFFOLD (Karimireddy et al. 2020, algorithm 1, option II): every local step of K is corrected by c − cᵢ, the difference of the joint and the node's own
/// control variate; then cᵢ' = cᵢ − c + (θ − θ')/(K·η), and cᵢ' − cᵢ stands behind the update in the contribution, scaled to its own clipping norm. Here the
/// nodes weigh by their rows, in c too, so that c stays Σ wᵢ·cᵢ and the fixed point is that of all rows together. A node keeps cᵢ when it has contributed; should
/// its contribution miss the sum after all, c lacks that change from then on.
/// </para>
/// </summary>
/// <param name="architecture">What the joint parameters belong to.</param>
/// <param name="loss">What every node minimises.</param>
public sealed class FederatedAveraging(IModelArchitecture architecture, ILoss loss) : IComputation<AveragingState, AveragingData>
{
    /// <summary>W: the weight of a node that has all rows.</summary>
    public const int WeightBound = 256;

    // Shares of all rows add up to W. Rounding adds to that, and so do nodes that were not there when the rows were counted, or have more of them now.
    private const int TotalWeightBound = 2 * WeightBound;

    // As many as a snapshot can tell apart.
    private const double MostRows = 1L << 53;

    // Bits that a weight of 1 has less than one of a sixteenth of W.
    private const int BitsBelowASixteenth = 4;

    /// <summary>The joint model as a node uses it: with the batch normalisations that it keeps for itself, where the algorithm has such.</summary>
    /// <param name="state">After any number of rounds.</param>
    /// <param name="memory">What the node's last contribution left; a fresh memory gives the initial normalisations.</param>
    /// <exception cref="ContributionException">The memory is needed and missing, or of another job.</exception>
    public static ModelSnapshot ModelOf(AveragingState state, NodeMemory? memory)
    {
        ArgumentNullException.ThrowIfNull(state);
        return NodeRecord.Of(state, memory).Complete(state.Global);
    }

    /// <inheritdoc/>
    public ContributionSpec Specify(AveragingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        AveragingOptions options = state.Options;
        if (state.Layout.Length == 0)
            throw new ContributionException("Every tensor of the model stays on its node: there is nothing to learn together.");
        int parts = options.ControlVariates ? 2 : 1;
        return new ContributionSpec(
            checked(parts * state.Layout.Length), options.ClipNorm, options.ClipNorm * Math.Sqrt(parts), options.EqualWeights ? options.Bits : options.Bits - BitsBelowASixteenth,
            options.EqualWeights ? 1 : WeightBound, UnitOfPrivacy.Partner)
        {
            TotalWeightBound = options.EqualWeights ? null : TotalWeightBound,
            IsRotated = options.Rotates,
        };
    }

    /// <inheritdoc/>
    public void Contribute(AveragingState state, AveragingData data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        NodeRecord own = NodeRecord.Of(state, data.Memory);
        (IModel local, int steps) = Train(state, own, data);

        int length = state.Layout.Length;
        Span<double> update = into.Values[..length];
        Subtract(state, local, update);
        double[] control = own.Control;
        if (state.Options.ControlVariates)
            control = MoveControl(state, own.Control, update, steps, into.Values[length..]);
        VectorNorm.ScaleDownTo(state.Options.ClipNorm, update);
        into.Weight = state.Options.EqualWeights ? 1 : WeightOf(data.Rows.Count, state.TotalRows);
        into.Validate();
        if (state.Options.NeedsMemory)
        {
            ModelSnapshot kept = local.Capture();
            data.Memory!.Current = new NodeRecord(control, [.. state.Layout.Local.Select(tensor => (SingleTensor)kept[tensor.Name])]).Write();
        }
    }

    /// <inheritdoc/>
    public AveragingState Apply(AveragingState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        sum.RequireFit(Specify(state));
        if (!state.Options.EqualWeights && sum.Weight > TotalWeightBound)
            return Recounted(state, sum.Weight);
        ParameterLayout layout = state.Layout;
        ReadOnlySpan<double> total = sum.Values[..layout.Length];
        double[]? step = null;
        ServerMoments? moments = null;
        if (state.Options.Server is { } server)
        {
            step = total.ToArray();
            TensorPrimitives.Divide(step, sum.Weight, step);
            moments = state.Moments!.Next(server, step);
        }

        var tensors = new List<NamedTensor>(layout.Local);
        int index = 0;
        foreach (NamedTensor tensor in layout.Shared)
        {
            bool plain = ParameterLayout.IsRunningStatistic(tensor), variance = ParameterLayout.IsVariance(tensor);
            ReadOnlySpan<float> before = state.Global.Singles(tensor.Name);
            var values = new float[before.Length];
            for (int element = 0; element < values.Length; element++, index++)
            {
                double mean = total[index] / sum.Weight;
                double next = before[element] + (plain ? mean : state.Options.ServerLearningRate * (step is null ? mean : step[index]));
                values[element] = (float)(variance ? Math.Max(0, next) : next);
            }

            tensors.Add(SingleTensor.Over(tensor.Name, tensor.Shape, ImmutableCollectionsMarshal.AsImmutableArray(values)));
        }

        var global = new ModelSnapshot(tensors, state.Global.Metadata);
        return new AveragingState(global, state.Options, state.TotalRows, state.Round + 1, moments, NextControl(state, sum));
    }

    /// <inheritdoc/>
    public bool IsDone(AveragingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Round >= state.Options.Rounds;
    }

    // The values may have wrapped, the weight has not: it says how many rows there are now, and the next round goes by that.
    private static AveragingState Recounted(AveragingState state, long weight)
    {
        long rows = (long)Math.Min(MostRows, Math.Ceiling((double)state.TotalRows * weight / WeightBound));
        return new AveragingState(state.Global, state.Options, rows, state.Round + 1, state.Moments, state.Options.ControlVariates ? state.Control : default);
    }

    private static int WeightOf(int rows, long totalRows)
        => (int)Math.Clamp(Math.Round(rows * (double)WeightBound / totalRows), 1, WeightBound);

    private static void Subtract(AveragingState state, IModel local, Span<double> update)
    {
        Dictionary<string, Parameter> parameters = local.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        Dictionary<string, StateTensor> buffers = local.Buffers.ToDictionary(buffer => buffer.Name, StringComparer.Ordinal);
        foreach (NamedTensor tensor in state.Layout.Shared)
        {
            ReadOnlySpan<float> after = parameters.TryGetValue(tensor.Name, out Parameter? parameter) ? parameter.Values : buffers[tensor.Name].Values;
            Differences.Write(after, state.Global.Singles(tensor.Name), update[..after.Length]);
            update = update[after.Length..];
        }
    }

    // The change is kept as it is sent, scaled down where it is too long: else the joint variate would no longer be the mean of the nodes' own.
    private static double[] MoveControl(AveragingState state, double[] control, ReadOnlySpan<double> update, int steps, Span<double> change)
    {
        AveragingOptions options = state.Options;
        double scale = options.ClipNorm / options.ControlClipNorm, path = steps * (double)options.Local.Optimizer!.LearningRate;
        int index = 0;
        foreach (NamedTensor tensor in state.Layout.Shared)
        {
            bool trained = !ParameterLayout.IsRunningStatistic(tensor);
            for (int element = 0; element < tensor.Shape.Length; element++, index++)
                change[index] = trained ? scale * (-state.Control[index] - (update[index] / path)) : 0;
        }

        VectorNorm.ScaleDownTo(options.ClipNorm, change);
        double[] next = [.. control];
        for (index = 0; index < next.Length; index++)
            next[index] += change[index] / scale;
        return next;
    }

    // A fixed divisor: nodes that miss a round leave their part of c as it was.
    private static ImmutableArray<double> NextControl(AveragingState state, SecureSum sum)
    {
        if (!state.Options.ControlVariates)
            return default;
        double factor = state.Options.ControlClipNorm / state.Options.ClipNorm / Math.Max(WeightBound, sum.Weight);
        double[] control = [.. state.Control];
        ReadOnlySpan<double> changes = sum.Values[state.Layout.Length..];
        for (int index = 0; index < control.Length; index++)
            control[index] += factor * changes[index];
        return ImmutableArray.Create(control);
    }

    private (IModel Local, int Steps) Train(AveragingState state, NodeRecord own, AveragingData data)
    {
        ulong seed = SeededGenerator.Derive(data.Seed, (ulong)state.Round);
        try
        {
            IModel model = architecture.Create(seed, own.Complete(state.Global), data.Workers);
            TrainingResult result = Trainer.Train(model, data.Rows, loss, state.Options.Local with { Seed = seed, Term = TermOf(state, own) }, data.Workers);
            return (model, result.Steps);
        }
        catch (Exception fault) when (fault is ArgumentException or NonFiniteLossException or ModelMismatchException)
        {
            throw new ContributionException($"Round {state.Round} could not be trained on this node's rows: {fault.Message}", fault);
        }
    }

    private static SnapshotTerm? TermOf(AveragingState state, NodeRecord own)
    {
        if (state.Options.ControlVariates)
            return new ConstantTerm(state.Layout.Shape([.. state.Control.Zip(own.Control, (joint, mine) => joint - mine)]));
        return state.Options.ProximalWeight > 0 ? new ProximalTerm(state.Layout.Restrict(state.Global), state.Options.ProximalWeight) : null;
    }
}
