using System.Collections.Immutable;
using Federated.Learning.Losses;
using Federated.Learning.Training;

namespace Federated.Computations.Personalisation;

/// <summary>A model that a partner might use, as its validation rows see it.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Losses">The loss of each validation row, all candidates' in one order; finite.</param>
public sealed record PersonalCandidate(PersonalKind Kind, ImmutableArray<double> Losses)
{
    /// <summary>A candidate of any model by its logits.</summary>
    /// <param name="kind">Where it comes from.</param>
    /// <param name="logits">Of the validation rows: rows × the loss's outputs.</param>
    /// <param name="validation">The rows.</param>
    /// <param name="loss">Log loss, usually.</param>
    public static PersonalCandidate Of(PersonalKind kind, ReadOnlySpan<float> logits, LabelledRows validation, ILoss loss)
    {
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(loss);
        return new PersonalCandidate(kind, ImmutableArray.Create(RowLosses.Of(logits, validation, loss)));
    }
}
