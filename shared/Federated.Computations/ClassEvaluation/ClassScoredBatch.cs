namespace Federated.Computations.ClassEvaluation;

/// <summary>Rows with the probabilities that a model gives their classes, and their true class. Not copied: the arrays must not change.</summary>
public sealed class ClassScoredBatch
{
    /// <summary>Checks lengths and values.</summary>
    /// <param name="classes">Number of classes, 2 to 16.</param>
    /// <param name="probabilities">Rows × classes, row-major, in [0, 1].</param>
    /// <param name="labels">The class of each row.</param>
    /// <exception cref="ArgumentException">Lengths that do not fit, a probability out of range or a label that is no class; the message names the row.</exception>
    public ClassScoredBatch(int classes, ReadOnlyMemory<double> probabilities, ReadOnlyMemory<int> labels)
    {
        ClassEvaluationState.RequireClasses(classes);
        if (probabilities.Length != (long)labels.Length * classes)
            throw new ArgumentException($"{probabilities.Length} probabilities were given for {labels.Length} rows of {classes} classes.", nameof(probabilities));
        for (int row = 0; row < labels.Length; row++)
        {
            if (labels.Span[row] < 0 || labels.Span[row] >= classes)
                throw new ArgumentException($"Row {row} is of class {labels.Span[row]}; classes run from 0 to {classes - 1}.", nameof(labels));
            if (probabilities.Span.Slice(row * classes, classes).ContainsAnyExceptInRange(0.0, 1.0))
                throw new ArgumentException($"A probability of row {row} does not lie in [0, 1]; check the model.", nameof(probabilities));
        }

        (Classes, Probabilities, Labels) = (classes, probabilities, labels);
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Rows × classes, row-major.</summary>
    public ReadOnlyMemory<double> Probabilities { get; }

    /// <summary>The class of each row.</summary>
    public ReadOnlyMemory<int> Labels { get; }
}
