using System.Collections.Immutable;

namespace Federated.Computations.Personalisation;

/// <summary>What a partner has after personalisation.</summary>
/// <param name="Choice">Which model is used, and why.</param>
/// <param name="Models">Every candidate, the joint and the local one among them.</param>
public sealed record PersonalResult(PersonalChoice Choice, ImmutableDictionary<PersonalKind, PersonalModel> Models)
{
    /// <summary>The model that is used.</summary>
    public PersonalModel Chosen => Models[Choice.Kind];

    /// <summary>The best candidate that is neither the joint model nor the local one.</summary>
    public PersonalModel Personalised => Models[Choice.Scores.First(score => score.Kind is not (PersonalKind.Joint or PersonalKind.Local)).Kind];
}
