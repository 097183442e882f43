using Federated.Learning.State;

namespace Federated.Computations.Averaging;

/// <summary>What every node is given before a round of averaging.</summary>
public sealed record AveragingState
{
    /// <summary>Checks the options and the row count.</summary>
    /// <param name="global">The joint parameters so far, all F32.</param>
    /// <param name="options">The same in every round.</param>
    /// <param name="totalRows">Training rows of all nodes together (from the federated statistics), at least 1.</param>
    /// <param name="round">Rounds applied so far, 0 (default) at the start.</param>
    /// <exception cref="ArgumentException">Options out of range, or a tensor that is not F32.</exception>
    public AveragingState(ModelSnapshot global, AveragingOptions options, long totalRows, int round = 0)
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
    }

    /// <summary>The joint parameters after <see cref="Round"/> rounds.</summary>
    public ModelSnapshot Global { get; }

    /// <summary>The hyperparameters.</summary>
    public AveragingOptions Options { get; }

    /// <summary>Training rows of all nodes together.</summary>
    public long TotalRows { get; }

    /// <summary>Rounds applied so far.</summary>
    public int Round { get; }

    /// <summary>Scalar parameters of the model: the length of a contribution.</summary>
    public int ParameterCount { get; }
}
