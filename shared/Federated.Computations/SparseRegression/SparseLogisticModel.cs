using System.Collections.Immutable;
using Federated.Learning.Factorization;
using Federated.Learning.State;

namespace Federated.Computations.SparseRegression;

/// <summary>
/// Logistic regression over many columns of which a row has few. One output is the logit of class 1 of two; more outputs are the logits of as many classes. Saved
/// as the F64 tensor <c>weight</c> [outputs, columns + 1], the intercept last.
/// </summary>
public sealed class SparseLogisticModel
{
    private const string Tensor = "weight";

    /// <summary>Takes the coefficients.</summary>
    /// <param name="columns">Columns of a row, 1 to 2²⁰.</param>
    /// <param name="outputs">1, or 3 to 16.</param>
    /// <param name="parameters">For each output the weights of the columns and then the intercept, finite.</param>
    /// <exception cref="ArgumentException">A size is out of range, or the lengths do not fit.</exception>
    public SparseLogisticModel(int columns, int outputs, ImmutableArray<double> parameters)
    {
        if (columns is < 1 or > 1 << 20 || outputs is < 1 or 2 or > 16)
            throw new ArgumentException($"A model of {columns} columns and {outputs} outputs was asked; it has 1 to {1 << 20} columns, and 1 or 3 to 16 outputs.");
        if (parameters.IsDefault || parameters.Length != outputs * (columns + 1))
            throw new ArgumentException($"{(parameters.IsDefault ? 0 : parameters.Length)} parameters were given; {outputs * (columns + 1)} are needed.", nameof(parameters));
        (Columns, Outputs, Parameters) = (columns, outputs, parameters);
    }

    /// <summary>Columns of a row.</summary>
    public int Columns { get; }

    /// <summary>1 for two classes, else the number of classes.</summary>
    public int Outputs { get; }

    /// <summary>Number of classes, 2 or more.</summary>
    public int Classes => Math.Max(2, Outputs);

    /// <summary>For each output the weights of the columns and then the intercept.</summary>
    public ImmutableArray<double> Parameters { get; }

    /// <summary>Reads a model that <see cref="ToSnapshot"/> wrote.</summary>
    /// <exception cref="ContributionException">The tensor is missing, misshapen or not finite.</exception>
    public static SparseLogisticModel FromSnapshot(ModelSnapshot snapshot, int columns, int outputs)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new SparseLogisticModel(columns, outputs, [.. SparseTensors.Doubles(snapshot, Tensor, outputs, columns + 1)]);
    }

    /// <summary>The coefficients as a named tensor.</summary>
    public ModelSnapshot ToSnapshot() => new([new DoubleTensor(Tensor, new TensorShape(Outputs, Columns + 1), Parameters.AsSpan())]);

    /// <summary>Writes the probability of each class for one row of <paramref name="rows"/>.</summary>
    /// <param name="rows">Rows of <see cref="Columns"/> columns.</param>
    /// <param name="row">Which of them.</param>
    /// <param name="probabilities">One a class.</param>
    public void Probabilities(SparseRows rows, int row, Span<double> probabilities)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Columns != Columns || probabilities.Length != Classes)
            throw new ArgumentException($"Rows of {rows.Columns} columns and {probabilities.Length} probabilities were given; the model has {Columns} columns and {Classes} classes.", nameof(rows));
        Span<double> logits = probabilities[^Outputs..];
        Logits(Parameters.AsSpan(), rows, row, logits);
        if (Outputs == 1)
            probabilities[0] = 0;
        SoftmaxInPlace(probabilities);
    }

    /// <summary>The logit of class 1 for one row, of a model of one output.</summary>
    /// <param name="rows">Rows of <see cref="Columns"/> columns.</param>
    /// <param name="row">Which of them.</param>
    /// <exception cref="ArgumentException">The rows have other columns, or the model several outputs.</exception>
    public double Logit(SparseRows rows, int row)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Columns != Columns || Outputs != 1)
            throw new ArgumentException($"Rows of {rows.Columns} columns were given to a model of {Columns} columns and {Outputs} outputs.", nameof(rows));
        Span<double> logit = stackalloc double[1];
        Logits(Parameters.AsSpan(), rows, row, logit);
        return logit[0];
    }

    internal static void Logits(ReadOnlySpan<double> parameters, SparseRows rows, int row, Span<double> logits)
    {
        ReadOnlySpan<int> columns = rows.ColumnsOf(row);
        ReadOnlySpan<float> values = rows.ValuesOf(row);
        int stride = rows.Columns + 1;
        for (int output = 0; output < logits.Length; output++)
        {
            ReadOnlySpan<double> weights = parameters.Slice(output * stride, stride);
            double sum = weights[^1];
            for (int index = 0; index < columns.Length; index++)
                sum += weights[columns[index]] * values[index];
            logits[output] = sum;
        }
    }

    internal static double SoftmaxInPlace(Span<double> logits)
    {
        double largest = double.NegativeInfinity, total = 0;
        foreach (double logit in logits)
            largest = Math.Max(largest, logit);
        foreach (ref double logit in logits)
            total += logit = Math.Exp(logit - largest);
        foreach (ref double logit in logits)
            logit /= total;
        return largest + Math.Log(total);
    }
}
