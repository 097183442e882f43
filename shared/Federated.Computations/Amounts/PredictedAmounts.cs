namespace Federated.Computations.Amounts;

/// <summary>Held-out rows with what was predicted and what came.</summary>
public sealed class PredictedAmounts
{
    /// <summary>Checks lengths and values; the arrays are not copied.</summary>
    /// <param name="predicted">One a row, finite, 0 or more.</param>
    /// <param name="actual">One a row, finite; below 0 counts as 0.</param>
    /// <exception cref="ArgumentException">Different lengths, or a value out of range; the message names the row.</exception>
    public PredictedAmounts(double[] predicted, double[] actual)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(actual);
        if (predicted.Length != actual.Length)
            throw new ArgumentException($"{predicted.Length} predictions were given for {actual.Length} amounts.", nameof(actual));
        for (int row = 0; row < predicted.Length; row++)
        {
            if (!(predicted[row] >= 0 && double.IsFinite(predicted[row])) || !double.IsFinite(actual[row]))
                throw new ArgumentException($"Row {row} has prediction {predicted[row]} and amount {actual[row]}; both are finite, and no prediction is below 0.");
        }

        (Predicted, Actual) = (predicted, actual);
    }

    internal double[] Predicted { get; }

    internal double[] Actual { get; }
}
