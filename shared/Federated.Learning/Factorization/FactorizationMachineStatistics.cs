using Federated.Learning.Solvers;

namespace Federated.Learning.Factorization;

/// <summary>
/// Loss and gradient of rows at one factorisation machine. Layout: number of rows, sum of losses, then the gradient in the order of
/// <see cref="FactorizationMachine.Parameters"/>, without the penalty. Length: 3 + columns·(1 + rank). Only statistics of the same machine may be added.
/// </summary>
public sealed class FactorizationMachineStatistics : SufficientStatistics
{
    private readonly bool _isLogistic;

    /// <summary>Statistics of no rows at a machine.</summary>
    /// <param name="machine">The parameters at which the sums are taken.</param>
    /// <param name="isLogistic">Logistic loss when true, else half the squared error.</param>
    public FactorizationMachineStatistics(FactorizationMachine machine, bool isLogistic)
        : base(2L + (machine ?? throw new ArgumentNullException(nameof(machine))).Parameters.Length)
    {
        Machine = machine;
        _isLogistic = isLogistic;
    }

    /// <summary>The parameters at which the sums are taken.</summary>
    public FactorizationMachine Machine { get; }

    /// <summary>Number of rows.</summary>
    public double Rows => Values[0];

    /// <summary>Sum of losses: nats, or half squared errors.</summary>
    public double Loss => Values[1];

    /// <summary>Gradient of <see cref="Loss"/>.</summary>
    public ReadOnlySpan<double> Gradient => Vector[2..];

    /// <summary>Adds rows.</summary>
    /// <param name="rows">As many columns as the machine.</param>
    /// <param name="targets">One a row, finite; 0 to 1 for logistic loss.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a target is out of range.</exception>
    public void Add(SparseRows rows, ReadOnlySpan<float> targets)
    {
        FactorizationMachineTraining.CheckRows(rows, targets, Machine.Columns, _isLogistic);
        int rank = Machine.Rank, columns = Machine.Columns;
        Span<double> gradient = Values.AsSpan(2);
        ReadOnlySpan<double> parameters = Machine.Parameters;
        var sums = new double[rank];
        for (int row = 0; row < rows.Rows; row++)
        {
            ReadOnlySpan<int> indices = rows.ColumnsOf(row);
            ReadOnlySpan<float> values = rows.ValuesOf(row);
            double value = FactorizationMachine.Value(parameters, columns, indices, values, sums);
            (double loss, double slope) = FactorizationMachine.LossOf(value, targets[row], _isLogistic);
            Values[0]++;
            Values[1] += loss;
            gradient[0] += slope;
            for (int index = 0; index < indices.Length; index++)
            {
                double x = values[index];
                gradient[1 + indices[index]] += slope * x;
                int start = 1 + columns + (indices[index] * rank);
                for (int factor = 0; factor < rank; factor++)
                    gradient[start + factor] += slope * x * (sums[factor] - (parameters[start + factor] * x));
            }
        }
    }
}
