using System.Collections.Immutable;
using Federated.Learning.Solvers;

namespace Federated.Learning.Linear;

/// <summary>
/// Newton's method for a penalised logistic regression of two or more classes, one pass over the rows at a time. It says at which
/// <see cref="Parameters"/> it wants <see cref="CurvatureStatistics"/>; <see cref="Next"/> takes their sum over all rows and makes the next state. A step
/// that did not lower the penalised loss is halved, at most thirty times, so that the method converges from zero on any data (Boyd and Vandenberghe, Convex
/// Optimization, 9.5.2). Nothing else is read of the rows: the method runs unchanged on sums that were computed elsewhere. Immutable.
/// </summary>
public sealed class LogisticNewton
{
    private const int MaximumHalvings = 30;
    private readonly LogisticOptions _options;
    private readonly ImmutableArray<double> _best;
    private readonly double _bestObjective;
    private readonly int _halvings;

    private LogisticNewton(LogisticOptions options, int columns, int outputs, ImmutableArray<double> parameters, ImmutableArray<double> best, double bestObjective)
    {
        _options = options;
        Columns = columns;
        Outputs = outputs;
        Parameters = parameters;
        _best = best;
        _bestObjective = bestObjective;
    }

    private LogisticNewton(LogisticNewton last, ImmutableArray<double> parameters)
        : this(last._options, last.Columns, last.Outputs, parameters, last._best, last._bestObjective)
        => Passes = last.Passes + 1;

    private LogisticNewton(LogisticNewton last, ImmutableArray<double> parameters, int halvings)
        : this(last, parameters) => _halvings = halvings;

    /// <summary>Features a row.</summary>
    public int Columns { get; }

    /// <summary>Rows of parameters: 1 for two classes by one logit, else the number of classes.</summary>
    public int Outputs { get; }

    /// <summary>For each output the weights of the columns and then the intercept: where statistics are wanted next, or the result once <see cref="Converged"/>.</summary>
    public ImmutableArray<double> Parameters { get; }

    /// <summary>Statistics taken so far.</summary>
    public int Passes { get; private init; }

    /// <summary>Whether the gradient at <see cref="Parameters"/> is within the tolerance, or no step lowers the loss any further.</summary>
    public bool Converged { get; private init; }

    /// <summary>Whether no more statistics are wanted: converged, or out of passes.</summary>
    public bool Finished => Converged || Passes >= _options.MaximumPasses;

    /// <summary>The state before the first pass, at zero parameters.</summary>
    /// <param name="columns">Features a row: 1 to 20,000.</param>
    /// <param name="outputs">1 for <see cref="LogisticStatistics"/>, the number of classes for <see cref="SoftmaxStatistics"/>.</param>
    /// <param name="options">Penalty and when to stop; defaults when left out.</param>
    /// <exception cref="ArgumentException">An option or a size is out of range.</exception>
    public static LogisticNewton Start(int columns, int outputs = 1, LogisticOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        options ??= new LogisticOptions();
        options.Check();
        ImmutableArray<double> zero = ImmutableArray.Create(new double[checked(outputs * (columns + 1))]);
        return new LogisticNewton(options, columns, outputs, CheckParameters(zero, 2), zero, double.PositiveInfinity);
    }

    /// <summary>The state after a pass.</summary>
    /// <param name="statistics">Sum over all rows at <see cref="Parameters"/>.</param>
    /// <exception cref="ArgumentException">The statistics are of other parameters, or of no row.</exception>
    /// <exception cref="NotPositiveDefiniteException">Columns depend on one another and the penalty is 0.</exception>
    public LogisticNewton Next(CurvatureStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        if (!statistics.Parameters.AsSpan().SequenceEqual(Parameters.AsSpan()))
            throw new ArgumentException("The statistics were taken at other parameters than those of this state.", nameof(statistics));
        if (!(statistics.Weight > 0))
            throw new ArgumentException("The statistics hold no row with a weight; add rows before the step.", nameof(statistics));

        double[] gradient = statistics.Gradient.ToArray();
        double objective = statistics.Loss;
        for (int index = 0; index < gradient.Length; index++)
        {
            if (!IsPenalised(index))
                continue;
            gradient[index] += _options.Penalty * Parameters[index];
            objective += _options.Penalty / 2 * Parameters[index] * Parameters[index];
        }

        // Rounding of a long sum must not look like a rise.
        if (objective > _bestObjective * (1 + 1e-12))
            return Halve();
        double largest = gradient.Max(Math.Abs);
        if (largest <= _options.Tolerance * statistics.Weight)
            return new LogisticNewton(this, Parameters) { Converged = true };
        double[] step = Cholesky.Of(PenalisedHessian(statistics), gradient.Length).Solve(gradient);
        ImmutableArray<double> next = [.. Parameters.Zip(step, (value, change) => value - change)];
        return new LogisticNewton(_options, Columns, Outputs, next, Parameters, objective) { Passes = Passes + 1 };
    }

    internal static ImmutableArray<double> CheckParameters(ImmutableArray<double> parameters, int fewest)
    {
        if (parameters.IsDefault || parameters.Length < fewest || parameters.Length > 20_001)
            throw new ArgumentException($"{(parameters.IsDefault ? 0 : parameters.Length)} parameters were given; a logistic regression has {fewest} to 20,001 here.", nameof(parameters));
        return parameters;
    }

    private LogisticNewton Halve()
    {
        if (_halvings == MaximumHalvings)
            return new LogisticNewton(this, _best) { Converged = true };
        ImmutableArray<double> half = [.. Parameters.Zip(_best, (value, before) => before + ((value - before) / 2))];
        return new LogisticNewton(this, half, _halvings + 1);
    }

    private double[] PenalisedHessian(CurvatureStatistics statistics)
    {
        int size = Parameters.Length;
        var hessian = new double[size * size];
        PackedTriangle.Unpack(statistics.Hessian, hessian, size);
        for (int index = 0; index < size; index++)
        {
            if (IsPenalised(index))
                hessian[(index * size) + index] += _options.Penalty;
        }

        if (Outputs > 1)
            FixSharedDirections(hessian, size, statistics.Weight / Outputs);
        return hessian;
    }

    // A number added to one column's weight of every class changes no probability. The gradient has no part along such a direction, so that any curvature
    // given to it makes the Hessian invertible without changing a step. A penalty gives it one, except to intercepts.
    private void FixSharedDirections(double[] hessian, int size, double curvature)
    {
        int stride = Columns + 1;
        for (int column = _options.Penalty > 0 ? Columns : 0; column < stride; column++)
        {
            for (int first = column; first < size; first += stride)
            {
                for (int second = column; second < size; second += stride)
                    hessian[(first * size) + second] += curvature;
            }
        }
    }

    private bool IsPenalised(int index) => index % (Columns + 1) != Columns;
}
