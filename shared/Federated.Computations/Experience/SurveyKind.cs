namespace Federated.Computations.Experience;

/// <summary>What a survey's answers are turned into.</summary>
public enum SurveyKind
{
    /// <summary>CSAT: the share of answers among the top boxes.</summary>
    Satisfaction,

    /// <summary>NPS (Reichheld 2003): the share of promoters, 9 and 10, less that of detractors, 0 to 6, of answers from 0 to 10.</summary>
    NetPromoters,
}
