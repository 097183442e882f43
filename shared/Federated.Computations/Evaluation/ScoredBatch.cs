namespace Federated.Computations.Evaluation;

/// <summary>Rows with what a two-class model says about them and what is true of them. Not copied: the arrays must not change.</summary>
public sealed class ScoredBatch
{
    /// <summary>Checks lengths and values.</summary>
    /// <param name="probabilities">The probability of the positive class for each row, in [0, 1].</param>
    /// <param name="labels">1 or 0 for each row.</param>
    /// <exception cref="ArgumentException">Lengths that differ, a probability out of range or a label that is neither; the message names the row.</exception>
    public ScoredBatch(ReadOnlyMemory<float> probabilities, ReadOnlyMemory<float> labels)
    {
        if (probabilities.Length != labels.Length)
            throw new ArgumentException($"{probabilities.Length} probabilities were given for {labels.Length} labels; give one a row.", nameof(labels));
        for (int row = 0; row < labels.Length; row++)
        {
            if (!(probabilities.Span[row] >= 0 && probabilities.Span[row] <= 1))
                throw new ArgumentException($"The model's output for row {row} is {probabilities.Span[row]}, not a probability; check the scale of its features, or the model.", nameof(probabilities));
            if (labels.Span[row] is not (0 or 1))
                throw new ArgumentException($"Row {row} has label {labels.Span[row]}; a two-class label is 0 or 1.", nameof(labels));
        }

        Probabilities = probabilities;
        Labels = labels;
    }

    /// <summary>One a row, in [0, 1].</summary>
    public ReadOnlyMemory<float> Probabilities { get; }

    /// <summary>1 or 0 for each row.</summary>
    public ReadOnlyMemory<float> Labels { get; }

    /// <summary>Number of rows.</summary>
    public int Count => Labels.Length;
}
