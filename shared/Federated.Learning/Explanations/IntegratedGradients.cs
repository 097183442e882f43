using Federated.Learning.Modules;

namespace Federated.Learning.Explanations;

/// <summary>
/// Integrated gradients of a network (Sundararajan, Taly and Yan 2017): a feature's distance from the reference times the mean derivative on the straight way
/// from there. They add up to the output less that of the reference, which is the base, up to the error of the mean, which is taken at the middles of
/// equal steps: it falls with the steps, and with their square where the network is smooth.
/// </summary>
public static class IntegratedGradients
{
    /// <summary>Explains one output, a logit, of rows.</summary>
    /// <param name="model">Scored without dropout; its parameters and their gradients stay as they are.</param>
    /// <param name="reference">A row that stands for nothing being known: the means, or zeros for standardised features.</param>
    /// <param name="features">rows × the model's inputs, row-major.</param>
    /// <param name="output">Which output. Default 0.</param>
    /// <param name="steps">Points on the way, 1 to 10,000. Default 64.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or there is no such output.</exception>
    public static FeatureAttributions Of(IModel model, ReadOnlySpan<float> reference, ReadOnlySpan<float> features, int output = 0, int steps = 64)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, 10_000);
        int columns = model.InputSize;
        if (reference.Length != columns || features.Length % columns != 0)
            throw new ArgumentException($"A reference of {reference.Length} and {features.Length} feature values were given; the model takes rows of {columns}.", nameof(features));
        float[] points = new float[steps * columns], gradients = new float[steps * columns];
        var values = new double[features.Length];
        for (int start = 0; start < features.Length; start += columns)
        {
            ReadOnlySpan<float> row = features.Slice(start, columns);
            for (int index = 0; index < points.Length; index++)
            {
                int column = index % columns;
                points[index] = (float)(reference[column] + ((((index / columns) + 0.5) / steps) * ((double)row[column] - reference[column])));
            }

            model.InputGradients(points, steps, output, gradients);
            for (int index = 0; index < gradients.Length; index++)
                values[start + (index % columns)] += gradients[index] * ((double)row[index % columns] - reference[index % columns]) / steps;
        }

        return new FeatureAttributions([model.Forward(reference.ToArray(), 1, training: false).Span[output]], columns, values);
    }
}
