using System.Collections.Immutable;
using Federated.Learning.Solvers;
using Federated.Learning.State;

namespace Federated.Learning.Linear;

/// <summary>
/// y = intercept + w·x: the value of a ridge regression, or the logit of a logistic one. Immutable. Saved as the tensors <c>weight</c> [columns] and
/// <c>intercept</c> [1], both F64.
/// </summary>
public sealed class LinearModel
{
    private const string Description = "linear model";

    /// <summary>Takes the coefficients.</summary>
    /// <param name="weights">One a column, at least one, in the target's units per unit of the column.</param>
    /// <param name="intercept">Value at x = 0.</param>
    /// <exception cref="ArgumentException">There is no weight.</exception>
    public LinearModel(ImmutableArray<double> weights, double intercept)
    {
        if (weights.IsDefaultOrEmpty)
            throw new ArgumentException("A linear model has at least one weight.", nameof(weights));
        Weights = weights;
        Intercept = intercept;
    }

    /// <summary>One a column.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>Value at x = 0.</summary>
    public double Intercept { get; }

    /// <summary>Reads a model that <see cref="ToSnapshot"/> wrote.</summary>
    /// <exception cref="Modules.ModelMismatchException">A tensor is missing, misshapen or not finite.</exception>
    public static LinearModel FromSnapshot(ModelSnapshot snapshot)
    {
        DoubleTensor weights = snapshot.Doubles(Description, "weight", 1);
        DoubleTensor intercept = snapshot.Doubles(Description, "intercept", 1).Sized(Description, 1);
        return new LinearModel([.. weights.Values], intercept.Values[0]);
    }

    /// <summary>The coefficients as named tensors.</summary>
    public ModelSnapshot ToSnapshot() => new(
        [new DoubleTensor("weight", new TensorShape(Weights.Length), Weights.AsSpan()), new DoubleTensor("intercept", new TensorShape(1), [Intercept])]);

    /// <summary>Writes intercept + w·x for each row.</summary>
    /// <param name="rows">Row-major, as many columns as weights, finite.</param>
    /// <param name="values">One a row.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a value is not finite.</exception>
    public void Predict(ReadOnlySpan<float> rows, Span<float> values)
    {
        int columns = Weights.Length;
        int count = CheckedRows.Count(rows, columns);
        CheckedRows.Output(values.Length, count);
        for (int row = 0; row < count; row++)
            values[row] = (float)ValueOf(rows.Slice(row * columns, columns));
    }

    internal double ValueOf(ReadOnlySpan<float> row)
    {
        double sum = Intercept;
        for (int column = 0; column < row.Length; column++)
            sum += Weights[column] * row[column];
        return sum;
    }
}
