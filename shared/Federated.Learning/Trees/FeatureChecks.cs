using System.Collections.Immutable;

namespace Federated.Learning.Trees;

/// <summary>Checks feature values where they enter.</summary>
internal static class FeatureChecks
{
    /// <summary>Requires finite or missing values and, with <paramref name="strictCategories"/>, whole category codes in range.</summary>
    public static void Require(ReadOnlySpan<float> features, ImmutableArray<ColumnKind> kinds, bool strictCategories)
    {
        int infinite = features.IndexOfAny(float.PositiveInfinity, float.NegativeInfinity);
        if (infinite >= 0)
        {
            throw new ArgumentException(
                $"Row {infinite / kinds.Length}, feature column {infinite % kinds.Length} is {features[infinite]}; "
                + "give a finite number, or NaN if the value is missing.");
        }

        for (int column = 0; strictCategories && column < kinds.Length; column++)
        {
            if (kinds[column] == ColumnKind.Categorical)
                RequireCodes(features, kinds.Length, column);
        }
    }

    /// <summary>Requires whole rows of features.</summary>
    public static int RowsOf(ReadOnlySpan<float> features, int columns)
    {
        if (features.Length % columns != 0)
            throw new ArgumentException($"{features.Length} feature values are not whole rows of {columns} columns, which the trees were grown on.", nameof(features));
        return features.Length / columns;
    }

    private static void RequireCodes(ReadOnlySpan<float> features, int columns, int column)
    {
        for (int index = column; index < features.Length; index += columns)
        {
            float code = features[index];
            if (!float.IsNaN(code) && !(code >= 0 && code <= TrainingTable.MaximumCategory && code == MathF.Floor(code)))
            {
                throw new ArgumentException(
                    $"Row {index / columns}, categorical column {column} is {code}; a category is a whole number from 0 to {TrainingTable.MaximumCategory}, "
                    + "or NaN if it is missing.");
            }
        }
    }
}
