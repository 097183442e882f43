using System.Collections.Immutable;

namespace Federated.Learning.Trees;

/// <summary>Weights of rows by their class.</summary>
internal static class ClassWeighting
{
    public static IEnumerable<string> Faults(ImmutableArray<double> weights, bool balanced, int classes)
    {
        if (classes == 0 && (balanced || !weights.IsDefaultOrEmpty))
            yield return "class weights are given for a regression";
        else if (balanced && !weights.IsDefaultOrEmpty)
            yield return "class weights and balanced classes are both given";
        else if (weights.IsDefault || (!weights.IsEmpty && weights.Length != classes))
            yield return $"{(weights.IsDefault ? 0 : weights.Length)} class weights are given for {classes} classes";
        else if (weights.Any(weight => !(weight > 0 && double.IsFinite(weight))))
            yield return "a class weight is not finite and above 0";
    }

    /// <summary>Weight of each row: its own times its class's.</summary>
    public static float[] Of(TrainingTable table, ImmutableArray<double> classWeights, bool balanced, int classes)
    {
        ReadOnlySpan<float> labels = table.Labels.Span;
        double[] byClass = classWeights.IsEmpty ? [.. Enumerable.Repeat(1.0, Math.Max(1, classes))] : [.. classWeights];
        if (balanced)
        {
            var counts = new int[classes];
            foreach (float label in labels)
                counts[(int)label]++;
            for (int index = 0; index < classes; index++)
                byClass[index] = labels.Length / (classes * (double)Math.Max(1, counts[index]));
        }

        var weights = new float[labels.Length];
        for (int row = 0; row < weights.Length; row++)
            weights[row] = (float)((table.Weights.IsEmpty ? 1 : table.Weights.Span[row]) * byClass[classes > 0 ? (int)labels[row] : 0]);
        return weights;
    }

    /// <summary>Requires labels that are classes.</summary>
    public static void RequireClasses(ReadOnlySpan<float> labels, int classes)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            if (!(labels[row] >= 0 && labels[row] < classes && labels[row] == MathF.Floor(labels[row])))
                throw new ArgumentException($"Row {row} has label {labels[row]}; with {classes} classes a label is a whole number from 0 to {classes - 1}.");
        }
    }
}
