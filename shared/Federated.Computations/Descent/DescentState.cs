using System.Collections.Immutable;
using Federated.Learning.State;

namespace Federated.Computations.Descent;

/// <summary>What every node is given before a round of joint descent.</summary>
public sealed record DescentState
{
    /// <summary>Checks that sizes agree.</summary>
    /// <param name="current">The parameters at which the next gradient is taken, all F32.</param>
    /// <param name="options">The same in every round.</param>
    /// <param name="round">Rounds applied so far, 0 (default) at the start.</param>
    /// <param name="rows">Training rows of all nodes in the last round; 0 (default) before the first.</param>
    /// <param name="loss">Mean loss of a training row in the last round, in nats; NaN (default) before the first.</param>
    /// <param name="first">Adam's decayed mean gradient, one a parameter; zeros when left out.</param>
    /// <param name="second">The decayed mean of its squares, 0 or more; zeros when left out.</param>
    /// <param name="best">What validation rows chose so far; null when there are none, and before the first round.</param>
    /// <exception cref="ArgumentException">Options out of range, a tensor that is not F32, or sizes that do not agree.</exception>
    public DescentState(
        ModelSnapshot current, DescentOptions options, int round = 0, long rows = 0, double loss = double.NaN,
        ImmutableArray<float> first = default, ImmutableArray<float> second = default, JudgedModel? best = null)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Parameters = checked(current.Tensors.Sum(tensor => tensor is SingleTensor
            ? tensor.Shape.Length
            : throw new ArgumentException($"Tensor '{tensor.Name}' is {tensor.Type}; descent takes F32 parameters only.", nameof(current))));
        First = first.IsDefault ? ImmutableArray.Create(new float[Parameters]) : first;
        Second = second.IsDefault ? ImmutableArray.Create(new float[Parameters]) : second;
        if (First.Length != Parameters || Second.Length != Parameters || First.Any(value => !float.IsFinite(value)) || Second.Any(value => !(value >= 0 && float.IsFinite(value))))
            throw new ArgumentException($"The optimiser's memory is not twice {Parameters} finite values, the squares 0 or more.", nameof(first));
        ArgumentOutOfRangeException.ThrowIfNegative(round);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        if (best is not null && (best.Round < 0 || best.Round >= round || !(best.Loss >= 0 && double.IsFinite(best.Loss))))
            throw new ArgumentException($"After {round} rounds the best model is said to be of round {best.Round}, with a loss of {best.Loss}; it is of an earlier one, and its loss 0 or more.", nameof(best));
        (Current, Options, Round, Rows, Loss, Best) = (current, options, round, rows, loss, best);
    }

    /// <summary>The parameters at which the next gradient is taken.</summary>
    public ModelSnapshot Current { get; }

    /// <summary>The hyperparameters.</summary>
    public DescentOptions Options { get; }

    /// <summary>Rounds applied so far.</summary>
    public int Round { get; }

    /// <summary>Training rows of all nodes in the last round.</summary>
    public long Rows { get; }

    /// <summary>Mean loss of a training row in the last round, in nats.</summary>
    public double Loss { get; }

    /// <summary>Adam's decayed mean gradient, in the order of the tensors.</summary>
    public ImmutableArray<float> First { get; }

    /// <summary>The decayed mean of its squares.</summary>
    public ImmutableArray<float> Second { get; }

    /// <summary>What validation rows chose so far.</summary>
    public JudgedModel? Best { get; }

    /// <summary>Values of a model.</summary>
    public int Parameters { get; }

    /// <summary>The result: what validation rows chose, else the last parameters.</summary>
    public ModelSnapshot Result => Best?.Model ?? Current;
}
