using System.Collections.Immutable;
using System.Globalization;

namespace Federated.Computations.Personalisation;

/// <summary>
/// Which model a partner uses: the one of the least mean loss on its own validation rows, which none of them has trained on, if it beats the local model there
/// by half a standard error of the paired difference; else the local one, so that a partner is not left worse than alone by luck. Of equals the one that is
/// nearer to the joint model is named (the order of <see cref="PersonalKind"/>).
/// <para>
/// The margin was studied on 14 natural silos of 900 to 9,700 rows with linear models and all candidates. Over 20 splits of one set (60 choices) and 5 of the other
/// (55), the chosen model was worse on test rows than the local one by more than one standard error in area under the curve 5 times without a margin, once with
/// half a standard error and never with a whole one, which however gave up between a tenth and half of the mean gain; half a one gave up a tenth at most. A margin in
/// favour of the joint model does harm: one that suits a partner ill often stays within one standard error on a few hundred rows.
/// </para>
/// </summary>
/// <param name="Kind">The model that is used.</param>
/// <param name="Scores">All candidates, best first.</param>
/// <param name="Reason">One sentence for the partner.</param>
public sealed record PersonalChoice(PersonalKind Kind, ImmutableArray<PersonalScore> Scores, string Reason)
{
    /// <summary>By how many standard errors another model must beat the local one unless the caller says otherwise: ½.</summary>
    public const double DefaultMargin = 0.5;

    /// <summary>Chooses.</summary>
    /// <param name="candidates">At least one; no kind twice; losses of the same rows in the same order.</param>
    /// <param name="weights">One a row; empty when all weigh 1.</param>
    /// <param name="margin">Standard errors by which the local model must be beaten, 0 to 10.</param>
    /// <exception cref="ArgumentException">No candidate, a kind twice, lengths that differ, or a loss that is not finite.</exception>
    public static PersonalChoice Of(IReadOnlyList<PersonalCandidate> candidates, ReadOnlySpan<float> weights = default, double margin = DefaultMargin)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        if (!(margin >= 0 && margin <= 10))
            throw new ArgumentOutOfRangeException(nameof(margin), margin, "The margin is 0 to 10 standard errors.");
        Require(candidates, weights.Length);
        var scores = new List<PersonalScore>();
        foreach (PersonalCandidate candidate in candidates)
            scores.Add(new PersonalScore(candidate.Kind, RowLosses.Mean(candidate.Losses.AsSpan(), weights)));
        ImmutableArray<PersonalScore> ordered = [.. scores.OrderBy(score => score.Loss).ThenBy(score => score.Kind)];
        PersonalKind chosen = BeatsLocal(ordered[0].Kind, candidates, weights, margin) ? ordered[0].Kind : PersonalKind.Local;
        return new PersonalChoice(chosen, ordered, Explain(ordered, chosen, candidates[0].Losses.Length));
    }

    private static bool BeatsLocal(PersonalKind best, IReadOnlyList<PersonalCandidate> candidates, ReadOnlySpan<float> weights, double margin)
    {
        if (candidates.FirstOrDefault(candidate => candidate.Kind == PersonalKind.Local) is not { } local)
            return true;
        PersonalCandidate other = candidates.First(candidate => candidate.Kind == best);
        PairedDifference gain = PairedDifference.Of(local.Losses.AsSpan(), other.Losses.AsSpan(), weights);
        return gain.Mean > margin * gain.StandardError;
    }

    private static string Explain(ImmutableArray<PersonalScore> scores, PersonalKind chosen, int rows)
    {
        PersonalScore best = scores[0];
        string others = string.Join(", ", scores.Skip(1).Select(score => $"{Name(score.Kind)} {Number(score.Loss)}"));
        string compared = others.Length == 0 ? "there was no other" : $"the others: {others}";
        string found = $"On your {rows.ToString(CultureInfo.InvariantCulture)} validation rows {Name(best.Kind)} has the lowest loss, {Number(best.Loss)} ({compared})";
        return best.Kind == chosen
            ? $"{found}, so it is used."
            : $"{found}, but by too little to rule out chance, so {Name(chosen)} is used.";
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
