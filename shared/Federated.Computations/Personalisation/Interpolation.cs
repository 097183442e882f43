using Federated.Learning.Losses;
using Federated.Learning.Training;

namespace Federated.Computations.Personalisation;

/// <summary>
/// λ·joint + (1 − λ)·local, of logits (Mansour et al. 2020, "Three Approaches for Personalization", section 5, with one mixture a partner): of a grid, the λ of
/// the least mean loss on the validation rows; the larger of equals. For linear models this is the same mixture of their coefficients.
/// </summary>
public static class Interpolation
{
    /// <summary>Chooses the joint model's share.</summary>
    /// <param name="joint">Logits of the validation rows, rows × the loss's outputs.</param>
    /// <param name="local">The local model's, as many.</param>
    /// <param name="validation">The rows.</param>
    /// <param name="loss">Which is to be small.</param>
    /// <param name="steps">The grid is 0, 1/steps, … 1. At least 1.</param>
    /// <returns>λ, 0 to 1.</returns>
    /// <exception cref="ArgumentException">Lengths that do not fit.</exception>
    public static double Choose(ReadOnlySpan<float> joint, ReadOnlySpan<float> local, LabelledRows validation, ILoss loss, int steps)
    {
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        double chosen = 1, least = double.PositiveInfinity;
        for (int step = steps; step >= 0; step--)
        {
            double share = (double)step / steps;
            double mean = RowLosses.Mean(RowLosses.Of(Mix(joint, local, share), validation, loss), validation.Weights.Span);
            if (mean < least)
                (chosen, least) = (share, mean);
        }

        return chosen;
    }

    /// <summary>λ·joint + (1 − λ)·local.</summary>
    /// <exception cref="ArgumentException">Lengths that differ.</exception>
    public static float[] Mix(ReadOnlySpan<float> joint, ReadOnlySpan<float> local, double share)
    {
        if (joint.Length != local.Length)
            throw new ArgumentException($"{joint.Length} logits of the joint model do not go with {local.Length} of the local one.", nameof(local));
        var mixed = new float[joint.Length];
        for (int index = 0; index < mixed.Length; index++)
            mixed[index] = (float)((share * joint[index]) + ((1 - share) * local[index]));
        return mixed;
    }
}
