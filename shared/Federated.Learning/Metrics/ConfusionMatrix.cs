namespace Federated.Learning.Metrics;

/// <summary>
/// Weight of rows by true and predicted class, of several classes, and what follows from it (Sokolova and Lapalme 2009). Macro averages give each class
/// that occurs, in truth or prediction, the same say; micro averages give it to each row, and with one class a row are all equal to the accuracy.
/// A ratio whose denominator is 0 counts as 0.
/// </summary>
public sealed class ConfusionMatrix
{
    private readonly double[] _weights;

    /// <summary>Counts rows.</summary>
    /// <param name="classes">Number of classes, 2 to 10,000.</param>
    /// <param name="labels">True class of each row, 0 to <paramref name="classes"/>−1.</param>
    /// <param name="predictions">Predicted class of each row.</param>
    /// <param name="weights">One a row, zero or more; empty when all rows weigh 1.</param>
    /// <exception cref="ArgumentException">Different lengths, a class out of range, or a weight that is negative or not finite.</exception>
    public ConfusionMatrix(int classes, ReadOnlySpan<int> labels, ReadOnlySpan<int> predictions, ReadOnlySpan<float> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, 10_000);
        MetricInput.RequireSameLength(predictions.Length, "predictions", labels.Length, "labels");
        MetricInput.RequireWeights(weights, labels.Length);
        Classes = classes;
        _weights = new double[classes * classes];
        for (int row = 0; row < labels.Length; row++)
        {
            RequireClass(row, labels[row], "label");
            RequireClass(row, predictions[row], "prediction");
            _weights[(labels[row] * classes) + predictions[row]] += MetricInput.Weight(weights, row);
        }
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Share of the weight on rows whose class was predicted; NaN of no rows. The micro average of precision, recall and F1 too.</summary>
    public double Accuracy
    {
        get
        {
            double right = 0, total = 0;
            for (int one = 0; one < Classes; one++)
            {
                right += this[one, one];
                total += Labelled(one);
            }

            return right / total;
        }
    }

    /// <summary>Mean precision of the classes that occur.</summary>
    public double MacroPrecision => Macro(Precision);

    /// <summary>Mean recall of the classes that occur.</summary>
    public double MacroRecall => Macro(Recall);

    /// <summary>Mean F1 of the classes that occur.</summary>
    public double MacroF1 => Macro(F1);

    /// <summary>Weight of the rows of class <paramref name="label"/> that were predicted as class <paramref name="prediction"/>.</summary>
    public double this[int label, int prediction] => _weights[(Class(label) * Classes) + Class(prediction)];

    /// <summary>Share of the rows predicted as this class that are of it; 0 when none was.</summary>
    public double Precision(int one) => Share(this[one, one], Predicted(one));

    /// <summary>Share of the rows of this class that were predicted as it; 0 when there is none.</summary>
    public double Recall(int one) => Share(this[one, one], Labelled(one));

    /// <summary>Harmonic mean of precision and recall of this class; 0 when it does not occur.</summary>
    public double F1(int one) => Share(2 * this[one, one], Labelled(one) + Predicted(one));

    private static double Share(double part, double whole) => whole > 0 ? part / whole : 0;

    private double Macro(Func<int, double> measure)
    {
        double sum = 0;
        int occurring = 0;
        for (int one = 0; one < Classes; one++)
        {
            if (Labelled(one) + Predicted(one) > 0)
            {
                sum += measure(one);
                occurring++;
            }
        }

        return sum / occurring;
    }

    private double Labelled(int one)
    {
        double sum = 0;
        for (int other = 0; other < Classes; other++)
            sum += this[one, other];
        return sum;
    }

    private double Predicted(int one)
    {
        double sum = 0;
        for (int other = 0; other < Classes; other++)
            sum += this[other, one];
        return sum;
    }

    private int Class(int one)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(one);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(one, Classes);
        return one;
    }

    private void RequireClass(int row, int value, string what)
    {
        if (value < 0 || value >= Classes)
            throw new ArgumentException($"Row {row} has {what} {value}; a class is 0 to {Classes - 1}.");
    }
}
