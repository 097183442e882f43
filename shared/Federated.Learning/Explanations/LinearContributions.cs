using System.Collections.Immutable;
using Federated.Learning.Linear;

namespace Federated.Learning.Explanations;

/// <summary>
/// Shapley values of linear models when features are independent (Štrumbelj and Kononenko 2014; interventional): a feature adds its weight times its distance
/// from the mean. They add up to the model's value, or logit; the base is the value at the means.
/// </summary>
public static class LinearContributions
{
    /// <summary>Explains the value, or logit, of rows.</summary>
    /// <param name="model">Weights and intercept.</param>
    /// <param name="means">Mean of each feature over the rows that a row is compared with, for instance the joint ones that features were standardised by.</param>
    /// <param name="features">rows × columns, row-major.</param>
    /// <exception cref="ArgumentException">Another number of means than weights, or not whole rows.</exception>
    public static FeatureAttributions Of(LinearModel model, ImmutableArray<double> means, ReadOnlySpan<float> features)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of([model.Weights], [model.Intercept], means, features);
    }

    /// <summary>Explains the linear score of each class.</summary>
    /// <inheritdoc cref="Of(LinearModel, ImmutableArray{double}, ReadOnlySpan{float})"/>
    public static FeatureAttributions Of(SoftmaxModel model, ImmutableArray<double> means, ReadOnlySpan<float> features)
    {
        ArgumentNullException.ThrowIfNull(model);
        IEnumerable<int> classes = Enumerable.Range(0, model.Classes);
        return Of([.. classes.Select(label => model.Weights(label).ToImmutableArray())], [.. classes.Select(model.Intercept)], means, features);
    }

    private static FeatureAttributions Of(ImmutableArray<double>[] weights, double[] intercepts, ImmutableArray<double> means, ReadOnlySpan<float> features)
    {
        int columns = weights[0].Length;
        if (means.IsDefault || means.Length != columns)
            throw new ArgumentException($"{(means.IsDefault ? 0 : means.Length)} means were given for {columns} features; give one a feature.", nameof(means));
        if (features.Length % columns != 0)
            throw new ArgumentException($"{features.Length} feature values are not whole rows of {columns}.", nameof(features));
        double[] bases = [.. weights.Select((own, output) => intercepts[output] + own.Zip(means, (weight, mean) => weight * mean).Sum())];
        var values = new double[features.Length * weights.Length];
        for (int index = 0; index < values.Length; index++)
        {
            int column = index % columns, output = index / columns % weights.Length, row = index / columns / weights.Length;
            values[index] = weights[output][column] * (features[(row * columns) + column] - means[column]);
        }

        return new FeatureAttributions([.. bases], columns, values);
    }
}
