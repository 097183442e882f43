using System.Collections.Immutable;

namespace Federated.Computations.SparseRegression;

/// <summary>What every node is given before a round of <see cref="FederatedSparseLogistic"/>.</summary>
public sealed record SparseLogisticState
{
    internal SparseLogisticState(int columns, int outputs, SparseLogisticOptions options)
    {
        options.Check();
        (Columns, Outputs, Options) = (columns, outputs, options);
        // Checks the sizes.
        Parameters = Best = new SparseLogisticModel(columns, outputs, [.. new double[checked(outputs * (columns + 1))]]).Parameters;
        BestGradient = Parameters;
    }

    /// <summary>Columns of a row.</summary>
    public int Columns { get; }

    /// <summary>1 for two classes by one logit, else the number of classes.</summary>
    public int Outputs { get; }

    /// <summary>Penalty and when to stop.</summary>
    public SparseLogisticOptions Options { get; }

    /// <summary>Rounds applied so far.</summary>
    public int Rounds { get; internal init; }

    /// <summary>Rows of all nodes together; 0 before the first round.</summary>
    public long Rows { get; internal init; }

    /// <summary>Whether the gradient is within the tolerance.</summary>
    public bool Converged { get; internal init; }

    /// <summary>Where the gradient is wanted next; the result once <see cref="Converged"/>.</summary>
    internal ImmutableArray<double> Parameters { get; init; }

    /// <summary>The best point that was evaluated.</summary>
    internal ImmutableArray<double> Best { get; init; }

    /// <summary>The penalised gradient at <see cref="Best"/>.</summary>
    internal ImmutableArray<double> BestGradient { get; init; }

    /// <summary>The penalised loss at <see cref="Best"/>; +∞ before the first round.</summary>
    internal double BestObjective { get; init; } = double.PositiveInfinity;

    /// <summary>Rows behind <see cref="BestObjective"/>; 0 before the first round.</summary>
    internal long BestRows { get; init; }

    internal CurvaturePairs Pairs { get; init; } = CurvaturePairs.Empty;

    /// <summary>The best model so far; all zero before the first round.</summary>
    public SparseLogisticModel Model => new(Columns, Outputs, Best);

    /// <summary>The state before the first round, at zero parameters.</summary>
    /// <param name="columns">Columns of a row, 1 to 2²⁰.</param>
    /// <param name="classes">2 to 16.</param>
    /// <param name="options">Penalty and when to stop; defaults when left out.</param>
    /// <exception cref="ArgumentException">A size or an option is out of range.</exception>
    public static SparseLogisticState Start(int columns, int classes, SparseLogisticOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        return new SparseLogisticState(columns, classes == 2 ? 1 : classes, options ?? new SparseLogisticOptions());
    }
}
