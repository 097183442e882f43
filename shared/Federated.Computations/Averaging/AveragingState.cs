using System.Collections.Immutable;
using Federated.Learning.State;

namespace Federated.Computations.Averaging;

/// <summary>What every node is given before a round of averaging.</summary>
public sealed record AveragingState
{
    /// <summary>Checks the options, the row count and the coordinator's own memory.</summary>
    /// <param name="global">The joint parameters so far, all F32.</param>
    /// <param name="options">The same in every round.</param>
    /// <param name="totalRows">Training rows of all nodes together (from the federated statistics), at least 1.</param>
    /// <param name="round">Rounds applied so far, 0 (default) at the start.</param>
    /// <param name="moments">Memory of the coordinator's optimiser; fresh when left out.</param>
    /// <param name="control">The joint control variate; zeros when left out.</param>
    /// <exception cref="ArgumentException">Options out of range, a tensor that is not F32, or memory that the algorithm has not or of another size.</exception>
    public AveragingState(
        ModelSnapshot global, AveragingOptions options, long totalRows, int round = 0, ServerMoments? moments = null, ImmutableArray<double> control = default)
    {
        ArgumentNullException.ThrowIfNull(global);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(totalRows, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(round);
        options.Validate();
        ParameterCount = checked(global.Tensors.Sum(tensor => tensor is SingleTensor
            ? tensor.Shape.Length
            : throw new ArgumentException($"Tensor '{tensor.Name}' is {tensor.Type}; averaging takes F32 parameters only.", nameof(global))));
        Global = global;
        Options = options;
        TotalRows = totalRows;
        Round = round;
        Layout = new ParameterLayout(global, options.LocalNormalization);
        Moments = MomentsOf(options, moments);
        Control = ControlOf(options, control);
    }

    /// <summary>The joint parameters after <see cref="Round"/> rounds. Tensors that stay on their node have their initial values here.</summary>
    public ModelSnapshot Global { get; }

    /// <summary>The hyperparameters.</summary>
    public AveragingOptions Options { get; }

    /// <summary>Training rows of all nodes together.</summary>
    public long TotalRows { get; }

    /// <summary>Rounds applied so far.</summary>
    public int Round { get; }

    /// <summary>Scalars of the joint parameters, shared or not.</summary>
    public int ParameterCount { get; }

    /// <summary>Memory of the coordinator's optimiser; null when there is none.</summary>
    public ServerMoments? Moments { get; }

    /// <summary>c: the joint control variate, one value a shared scalar in the order of the contribution; empty when there is none.</summary>
    public ImmutableArray<double> Control { get; }

    internal ParameterLayout Layout { get; }

    private ServerMoments? MomentsOf(AveragingOptions options, ServerMoments? moments)
    {
        if (options.Server is null)
            return moments is null ? null : throw new ArgumentException("There is a server optimiser's memory, but the options name no optimiser.", nameof(moments));
        moments ??= ServerMoments.Start(options.Server, Layout.Length);
        moments.RequireFit(Layout.Length);
        return moments;
    }

    private ImmutableArray<double> ControlOf(AveragingOptions options, ImmutableArray<double> control)
    {
        if (!options.ControlVariates)
            return control.IsDefaultOrEmpty ? [] : throw new ArgumentException("There is a control variate, but the options use none.", nameof(control));
        if (control.IsDefault)
            return ImmutableArray.Create(new double[Layout.Length]);
        if (control.Length != Layout.Length || control.Any(value => !double.IsFinite(value)))
            throw new ArgumentException($"The control variate is not {Layout.Length} finite values, one a shared parameter; start the job again.", nameof(control));
        return control;
    }
}
