using Federated.Learning.Randomness;
using Federated.Learning.Solvers;

namespace Federated.Learning.Factorization;

/// <summary>
/// Trains a factorisation machine row by row, only the parameters of a row's features being touched: stochastic gradient descent, or Adagrad (Duchi, Hazan
/// and Singer 2011). <see cref="Descend"/> takes one step of gradient descent on summed statistics instead.
/// </summary>
public sealed class FactorizationMachineTraining
{
    private const double SmallestDenominator = 1e-8;
    private readonly FactorizationMachineOptions _options;
    private readonly double[] _parameters;
    private readonly double[] _squares;
    private readonly double[] _sums;
    private readonly int _columns;

    private FactorizationMachineTraining(double[] parameters, int columns, FactorizationMachineOptions options)
    {
        _parameters = parameters;
        _columns = columns;
        _options = options;
        _sums = new double[options.Rank];
        _squares = new double[parameters.Length];
    }

    /// <summary>A machine before training: linear weights 0, factors uniform in ±0.05.</summary>
    /// <param name="columns">Features a row: at least 1.</param>
    /// <param name="options">The rank.</param>
    /// <param name="generator">Draws the factors.</param>
    public static FactorizationMachine Start(int columns, FactorizationMachineOptions options, SeededGenerator generator)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(generator);
        options.Check();
        var parameters = new double[checked(1 + (columns * (1 + options.Rank)))];
        foreach (ref double factor in parameters.AsSpan(1 + columns))
            factor = (0.1 * generator.NextDouble()) - 0.05;
        return new FactorizationMachine(parameters, columns, options.Rank);
    }

    /// <summary>Trains on rows at hand.</summary>
    /// <param name="rows">Features.</param>
    /// <param name="targets">One a row, finite; 0 to 1 for logistic loss.</param>
    /// <param name="options">Loss, rank and steps.</param>
    /// <param name="generator">Draws the first factors and the order of rows.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a target or an option is out of range.</exception>
    /// <exception cref="ArithmeticException">The loss left the finite numbers; lower the learning rate.</exception>
    public static FactorizationMachine Fit(SparseRows rows, ReadOnlySpan<float> targets, FactorizationMachineOptions options, SeededGenerator generator)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        CheckRows(rows, targets, rows.Columns, options.IsLogistic);
        FactorizationMachine start = Start(rows.Columns, options, generator);
        var training = new FactorizationMachineTraining(start.Parameters.ToArray(), rows.Columns, options);
        int[] order = [.. Enumerable.Range(0, rows.Rows)];
        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            generator.Shuffle<int>(order);
            double loss = 0;
            foreach (int row in order)
                loss += training.Learn(rows.ColumnsOf(row), rows.ValuesOf(row), targets[row]);
            if (!double.IsFinite(loss))
                throw new ArithmeticException($"The loss is {loss} in epoch {epoch + 1}; lower {nameof(options.LearningRate)} ({options.LearningRate}) or scale the features.");
        }

        return new FactorizationMachine(training._parameters, rows.Columns, options.Rank);
    }

    /// <summary>The machine after one step of gradient descent on the mean loss and the penalty.</summary>
    /// <param name="statistics">Sum over all rows.</param>
    /// <param name="options">Learning rate and penalty.</param>
    /// <exception cref="ArgumentException">The statistics hold no row, or an option is out of range.</exception>
    public static FactorizationMachine Descend(FactorizationMachineStatistics statistics, FactorizationMachineOptions options)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        if (!(statistics.Rows > 0))
            throw new ArgumentException("The statistics hold no row; add rows before the step.", nameof(statistics));
        double[] parameters = statistics.Machine.Parameters.ToArray();
        for (int index = 0; index < parameters.Length; index++)
        {
            double penalty = index == 0 ? 0 : options.Penalty * parameters[index];
            parameters[index] -= options.LearningRate * ((statistics.Gradient[index] / statistics.Rows) + penalty);
        }

        return new FactorizationMachine(parameters, statistics.Machine.Columns, statistics.Machine.Rank);
    }

    internal static void CheckRows(SparseRows rows, ReadOnlySpan<float> targets, int columns, bool isLogistic)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Columns != columns)
            throw new ArgumentException($"The rows have {rows.Columns} columns; {columns} were expected.", nameof(rows));
        CheckedRows.Targets(targets, rows.Rows);
        for (int row = 0; isLogistic && row < targets.Length; row++)
        {
            if (targets[row] is < 0 or > 1)
                throw new ArgumentException($"The target of row {row} is {targets[row]}; with logistic loss it is 0 to 1.", nameof(targets));
        }
    }

    private double Learn(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, float target)
    {
        double value = FactorizationMachine.Value(_parameters, _columns, indices, values, _sums);
        (double loss, double slope) = FactorizationMachine.LossOf(value, target, _options.IsLogistic);
        Move(0, slope);
        for (int index = 0; index < indices.Length; index++)
        {
            double x = values[index];
            int weight = 1 + indices[index], start = 1 + _columns + (indices[index] * _sums.Length);
            Move(weight, (slope * x) + (_options.Penalty * _parameters[weight]));
            for (int factor = 0; factor < _sums.Length; factor++)
            {
                double current = _parameters[start + factor];
                Move(start + factor, (slope * x * (_sums[factor] - (current * x))) + (_options.Penalty * current));
            }
        }

        return loss;
    }

    private void Move(int index, double gradient)
    {
        double rate = _options.LearningRate;
        if (_options.IsAdaptive)
        {
            _squares[index] += gradient * gradient;
            rate /= Math.Sqrt(_squares[index]) + SmallestDenominator;
        }

        _parameters[index] -= rate * gradient;
    }
}
