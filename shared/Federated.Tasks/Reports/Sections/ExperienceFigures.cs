namespace Federated.Tasks.Reports.Sections;

/// <summary>What a group of customers answered.</summary>
/// <param name="Group">Who answered: "all", a segment, a channel.</param>
/// <param name="Answers">How many.</param>
/// <param name="NetPromoter">Share of 9 and 10 less share of 0 to 6, times 100: −100 to 100; NaN when it was not asked.</param>
/// <param name="Satisfied">Share of the top answers (CSAT), 0 to 1; NaN when it was not asked.</param>
/// <param name="Promoters">Share of 9 and 10; NaN when it was not asked.</param>
/// <param name="Passives">Share of 7 and 8.</param>
/// <param name="Detractors">Share of 0 to 6.</param>
public sealed record ExperienceFigures(string Group, long Answers, Estimate NetPromoter, Estimate Satisfied, double Promoters, double Passives, double Detractors);
