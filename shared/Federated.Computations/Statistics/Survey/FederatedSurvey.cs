using Federated.Computations.Statistics.Correlations;
using Federated.Computations.Statistics.FrequentValues;
using Federated.Computations.Statistics.Groups;
using Federated.Computations.Statistics.Histograms;
using Federated.Computations.Statistics.Quantiles;

namespace Federated.Computations.Statistics.Survey;

/// <summary>
/// All joint statistics of a table in as few rounds as the longest of them takes: each round asks what every computation asks next, in one vector. Counts, means, Pearson's
/// correlations, groups, and the first steps to quantiles and frequent values come with the first round; histograms and Spearman's correlations with the one after the
/// quantiles. With the default tolerance that is four rounds, eight with texts. What each reports, and what it keeps back, stands at the computation.
/// </summary>
public sealed class FederatedSurvey : JointSums<SurveyState>
{
    private static readonly FederatedStatistics Statistics = new();
    private static readonly FederatedQuantiles Quantiles = new();
    private static readonly FederatedCorrelations Correlations = new();
    private static readonly FederatedGroups Groups = new();
    private static readonly FederatedFrequentValues FrequentValues = new();
    private static readonly FederatedHistograms Histograms = new();

    /// <inheritdoc/>
    public override TableColumns ColumnsOf(SurveyState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Plan.Columns;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ColumnSum> Ask(SurveyState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return [.. Parts(state).SelectMany(part => part.Sums)];
    }

    /// <inheritdoc/>
    public override SurveyState Answer(SurveyState state, SumAnswers answers)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(answers);
        int read = 0;
        SurveyState next = state;
        foreach (SurveyPart part in Parts(state).Where(part => part.Sums.Count > 0))
        {
            next = part.Answer(next, answers.Part(read, part.Sums.Count));
            read += part.Sums.Count;
        }

        return next.WithEdges();
    }

    /// <inheritdoc/>
    public override bool IsDone(SurveyState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Parts(state).All(part => part.Sums.Count == 0);
    }

    private static IEnumerable<SurveyPart> Parts(SurveyState state)
    {
        yield return SurveyPart.Of(Statistics, state.Statistics, (survey, part) => survey with { Statistics = part });
        yield return SurveyPart.Of(Quantiles, state.Quantiles, (survey, part) => survey with { Quantiles = part });
        yield return SurveyPart.Of(Groups, state.Groups, (survey, part) => survey with { Groups = part });
        if (state.Pearson is { } pearson)
            yield return SurveyPart.Of(Correlations, pearson, (survey, part) => survey with { Pearson = part });
        if (state.Frequent is { } frequent)
            yield return SurveyPart.Of(FrequentValues, frequent, (survey, part) => survey with { Frequent = part });
        if (state.Histograms is { } histograms)
            yield return SurveyPart.Of(Histograms, histograms, (survey, part) => survey with { Histograms = part });
        if (state.Spearman is { } spearman)
            yield return SurveyPart.Of(Correlations, spearman, (survey, part) => survey with { Spearman = part });
    }
}
