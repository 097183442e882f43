using System.Collections.Immutable;
using System.Globalization;

namespace Federated.Computations.Personalisation;

/// <summary>
/// Which model a partner uses: the one of the least mean loss on its own validation rows, which none of them has trained on; of equals the one that is nearer to
/// the joint model (the order of <see cref="PersonalKind"/>). The joint model gets no advantage. A margin of one standard error of the paired difference was
/// tried for small validation sets: over five splits of 14 natural silos of 900 to 9,700 rows it left 5 to 7 of 70 models worse than the partner's own by
/// more than one standard error on test rows, choosing without a margin 1 or 2, because a joint model that suits a partner ill often stays within one standard
/// error on a few hundred rows. What protects a small partner is that <see cref="PersonalKind.Interpolated"/> is among the candidates: chosen by a single
/// number, it has little room to fit the validation rows by luck.
/// </summary>
/// <param name="Kind">The winner.</param>
/// <param name="Scores">All candidates, best first.</param>
/// <param name="Reason">One sentence for the partner.</param>
public sealed record PersonalChoice(PersonalKind Kind, ImmutableArray<PersonalScore> Scores, string Reason)
{
    /// <summary>Chooses.</summary>
    /// <param name="candidates">At least one; no kind twice; losses of the same rows in the same order.</param>
    /// <param name="weights">One a row; empty when all weigh 1.</param>
    /// <exception cref="ArgumentException">No candidate, a kind twice, lengths that differ, or a loss that is not finite.</exception>
    public static PersonalChoice Of(IReadOnlyList<PersonalCandidate> candidates, ReadOnlySpan<float> weights = default)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        Require(candidates, weights.Length);
        var scores = new List<PersonalScore>();
        foreach (PersonalCandidate candidate in candidates)
            scores.Add(new PersonalScore(candidate.Kind, RowLosses.Mean(candidate.Losses.AsSpan(), weights)));
        ImmutableArray<PersonalScore> ordered = [.. scores.OrderBy(score => score.Loss).ThenBy(score => score.Kind)];
        return new PersonalChoice(ordered[0].Kind, ordered, Explain(ordered, candidates[0].Losses.Length));
    }

    private static string Explain(ImmutableArray<PersonalScore> scores, int rows)
    {
        PersonalScore winner = scores[0];
        string others = string.Join(", ", scores.Skip(1).Select(score => $"{Name(score.Kind)} {Number(score.Loss)}"));
        string compared = others.Length == 0 ? "there was no other" : $"the others: {others}";
        return $"On your {rows.ToString(CultureInfo.InvariantCulture)} validation rows {Name(winner.Kind)} has the lowest loss, {Number(winner.Loss)} ({compared}), so it is used.";
    }

    private static string Name(PersonalKind kind) => kind switch
    {
        PersonalKind.Joint => "the joint model",
        PersonalKind.Interpolated => "the mixture of the joint and your own model",
        PersonalKind.Ditto => "your own model held near the joint one",
        PersonalKind.LocalHead => "the joint model with a last layer of your own",
        PersonalKind.FineTuned => "the joint model tuned on your rows",
        _ => "your own model",
    };

    private static string Number(double loss) => loss.ToString("0.0000", CultureInfo.InvariantCulture);

    private static void Require(IReadOnlyList<PersonalCandidate> candidates, int weights)
    {
        if (candidates.Count == 0 || candidates[0].Losses.IsDefaultOrEmpty)
            throw new ArgumentException("There is no candidate with a validation row to choose by.", nameof(candidates));
        if (candidates.DistinctBy(candidate => candidate.Kind).Count() < candidates.Count)
            throw new ArgumentException("Two candidates are of one kind; give the better one.", nameof(candidates));
        int rows = candidates[0].Losses.Length;
        if (weights != 0 && weights != rows)
            throw new ArgumentException($"{weights} weights were given for {rows} rows; give one a row or none.", nameof(weights));
        foreach (PersonalCandidate candidate in candidates)
        {
            if (candidate.Losses.IsDefault || candidate.Losses.Length != rows)
                throw new ArgumentException($"Candidate '{candidate.Kind}' has another number of losses than {rows}; score the same rows with each.", nameof(candidates));
            if (candidate.Losses.Any(loss => !double.IsFinite(loss)))
                throw new ArgumentException($"Candidate '{candidate.Kind}' has a loss that is not finite; leave it out.", nameof(candidates));
        }
    }
}
