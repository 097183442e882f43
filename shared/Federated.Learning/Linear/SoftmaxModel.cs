using System.Collections.Immutable;
using Federated.Learning.Modules;
using Federated.Learning.Solvers;
using Federated.Learning.State;

namespace Federated.Learning.Linear;

/// <summary>Probabilities of K classes: softmax of one linear score a class. Immutable. Saved as the tensor <c>parameters</c> [classes, columns + 1], F64, intercepts last.</summary>
public sealed class SoftmaxModel
{
    private const string Description = "softmax regression";
    private readonly ImmutableArray<double> _parameters;

    /// <summary>Takes the parameters.</summary>
    /// <param name="parameters">Classes × (columns + 1): for each class its weights, then its intercept.</param>
    /// <param name="classes">At least 2.</param>
    /// <exception cref="ArgumentException">The parameters do not divide among the classes.</exception>
    public SoftmaxModel(ImmutableArray<double> parameters, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (parameters.IsDefault || parameters.Length % classes != 0 || parameters.Length / classes < 2)
            throw new ArgumentException($"The parameters do not divide among {classes} classes with a weight and an intercept each.", nameof(parameters));
        _parameters = parameters;
        Classes = classes;
    }

    /// <summary>K.</summary>
    public int Classes { get; }

    /// <summary>Features a row.</summary>
    public int Columns => (_parameters.Length / Classes) - 1;

    /// <summary>Weights of a class, one a column.</summary>
    public ReadOnlySpan<double> Weights(int label) => _parameters.AsSpan().Slice(label * (Columns + 1), Columns);

    /// <summary>Intercept of a class.</summary>
    public double Intercept(int label) => _parameters[(label * (Columns + 1)) + Columns];

    /// <summary>Reads a model that <see cref="ToSnapshot"/> wrote.</summary>
    /// <exception cref="ModelMismatchException">The tensor is missing, misshapen or not finite.</exception>
    public static SoftmaxModel FromSnapshot(ModelSnapshot snapshot)
    {
        DoubleTensor tensor = snapshot.Doubles(Description, "parameters", 2);
        if (tensor.Shape.Dimensions[0] < 2 || tensor.Shape.Dimensions[1] < 2)
            throw new ModelMismatchException($"Tensor 'parameters' has shape {tensor.Shape}; two classes and one column at least were expected.");
        return new SoftmaxModel([.. tensor.Values], tensor.Shape.Dimensions[0]);
    }

    /// <summary>The parameters as a named tensor.</summary>
    public ModelSnapshot ToSnapshot() => new([new DoubleTensor("parameters", new TensorShape(Classes, Columns + 1), _parameters.AsSpan())]);

    /// <summary>Writes the probability of each class for each row.</summary>
    /// <param name="rows">Row-major, finite.</param>
    /// <param name="probabilities">Rows × classes, row-major.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a value is not finite.</exception>
    public void Predict(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        int columns = Columns, count = CheckedRows.Count(rows, columns);
        CheckedRows.Output(probabilities.Length, count * Classes);
        var features = new double[columns + 1];
        var values = new double[Classes];
        features[columns] = 1;
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < columns; column++)
                features[column] = rows[(row * columns) + column];
            Probabilities(_parameters.AsSpan(), features, values, 0);
            for (int label = 0; label < Classes; label++)
                probabilities[(row * Classes) + label] = (float)values[label];
        }
    }

    /// <summary>Fills in the probabilities and returns the loss of a label in nats.</summary>
    internal static double Probabilities(ReadOnlySpan<double> parameters, ReadOnlySpan<double> features, Span<double> probabilities, int label)
    {
        double highest = double.NegativeInfinity, sum = 0;
        for (int output = 0; output < probabilities.Length; output++)
        {
            double score = 0;
            for (int column = 0; column < features.Length; column++)
                score += parameters[(output * features.Length) + column] * features[column];
            probabilities[output] = score;
            highest = Math.Max(highest, score);
        }

        double chosen = probabilities[label] - highest;
        foreach (ref double value in probabilities)
            sum += value = Math.Exp(value - highest);
        foreach (ref double value in probabilities)
            value /= sum;
        return Math.Log(sum) - chosen;
    }
}
