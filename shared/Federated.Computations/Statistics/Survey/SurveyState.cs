using Federated.Computations.Statistics.Correlations;
using Federated.Computations.Statistics.FrequentValues;
using Federated.Computations.Statistics.Groups;
using Federated.Computations.Statistics.Histograms;
using Federated.Computations.Statistics.Quantiles;

namespace Federated.Computations.Statistics.Survey;

/// <summary>What is known of a table so far: the state of each of the computations that a survey runs in the same rounds.</summary>
public sealed record SurveyState
{
    internal SurveyState(SurveyPlan plan)
    {
        Plan = plan;
        Statistics = new StatisticsRequested(plan.Columns, plan.Floor);
        Quantiles = QuantileState.Begin(plan.ToQuantiles());
        Pearson = plan.HasCorrelations ? CorrelationState.Begin(CorrelationPlan.Pearson(plan.Columns, plan.Floor)) : null;
        Groups = GroupState.Begin(plan.ToGroups());
        Frequent = plan.ToFrequent() is { } frequent ? FrequentValueState.Begin(frequent) : null;
    }

    /// <summary>What is wanted.</summary>
    public SurveyPlan Plan { get; }

    /// <summary>Counts, means, deviations and category counts.</summary>
    public StatisticsState Statistics { get; init; }

    /// <summary>Quantiles.</summary>
    public QuantileState Quantiles { get; init; }

    /// <summary>Pearson's correlations; null when not wanted.</summary>
    public CorrelationState? Pearson { get; init; }

    /// <summary>Tables by groups.</summary>
    public GroupState Groups { get; init; }

    /// <summary>Frequent values of text columns; null when not wanted.</summary>
    public FrequentValueState? Frequent { get; init; }

    /// <summary>Histograms; null until the quantiles say where the edges are to be.</summary>
    public HistogramState? Histograms { get; init; }

    /// <summary>Spearman's correlations; null when not wanted, and until the quantiles say where the cells are to be.</summary>
    public CorrelationState? Spearman { get; init; }

    /// <summary>Before the first round.</summary>
    public static SurveyState Begin(SurveyPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new SurveyState(plan).WithEdges();
    }

    /// <summary>The same, histograms and ranks begun if the quantiles are known.</summary>
    internal SurveyState WithEdges()
    {
        bool isKnown = Quantiles.Brackets.All(brackets => brackets.All(bracket => bracket.Standing != BracketStanding.Open));
        return Histograms is not null || !isKnown ? this : this with
        {
            Histograms = HistogramState.Begin(SurveyEdges.Histograms(Plan, Quantiles)),
            Spearman = Plan.HasCorrelations ? CorrelationState.Begin(SurveyEdges.Ranks(Plan, Quantiles)) : null,
        };
    }
}
