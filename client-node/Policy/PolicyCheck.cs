using Federated.Tasks.Documents;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Policy;

/// <summary>Holds a job and a round against one rule; null when it allows them.</summary>
internal static class PolicyCheck
{
    public static PolicyObjection? OfJob(PolicyRule rule, JobSpec job, JobFacts facts) =>
        Cohort(rule, job.Cohort.Minimum, "the job would run with a cohort of", "Ask the operator for a job with a greater cohort.")
        ?? Rounds(rule, facts.Rounds)
        ?? Columns(rule, job.Contract, facts.Columns)
        ?? Rows(rule, facts.Rows);

    public static PolicyObjection? OfRound(PolicyRule rule, RoundFacts facts) =>
        Cohort(rule, facts.CohortSize, "this round has a cohort of", "A later round with more partners will pass.")
        ?? KnownPartners(rule, facts.KnownPartners);

    private static PolicyObjection? Cohort(PolicyRule rule, int size, string words, string mend)
    {
        if (size < rule.MinimumCohort.Value)
            return new("FED-POLICY-COHORT", $"{words} {size}; your minimum_cohort is {rule.MinimumCohort.Value}", rule.MinimumCohort.Line, mend);
        if (size < 3 || (size == 3 && !rule.AllowThree.Value))
            return new("FED-POLICY-THREE", $"{words} {size}, where two that collude learn the third's contribution, and allow_three is false", rule.AllowThree.Line, mend);
        return null;
    }

    private static PolicyObjection? Rounds(PolicyRule rule, int rounds) => rounds <= rule.MaximumRounds.Value ? null
        : new("FED-POLICY-ROUNDS", $"the job takes up to {rounds} rounds; your maximum_rounds is {rule.MaximumRounds.Value}", rule.MaximumRounds.Line, "Ask for fewer rounds or raise maximum_rounds.");

    private static PolicyObjection? Columns(PolicyRule rule, DataContract contract, IReadOnlyCollection<string> columns)
    {
        string? never = contract.Fields.Select(field => field.Name).Concat(columns)
            .FirstOrDefault(column => rule.ColumnsNever.Value.Contains(column, StringComparer.OrdinalIgnoreCase));
        return never is null ? null
            : new("FED-POLICY-COLUMN", $"the job reads '{Shown.Of(never)}', which is in your columns_never", rule.ColumnsNever.Line, "Ask for a contract without it.");
    }

    private static PolicyObjection? Rows(PolicyRule rule, int rows) => rows >= rule.MinimumRows.Value ? null
        : new("FED-POLICY-ROWS", $"you have {rows} usable rows; your minimum_rows is {rule.MinimumRows.Value}", rule.MinimumRows.Line, "Add rows, or lower minimum_rows if you accept that a sum over few rows says more about each.");

    private static PolicyObjection? KnownPartners(PolicyRule rule, int known) => known >= rule.MinimumKnownPartners.Value ? null
        : new("FED-POLICY-KNOWN", $"you know {known} of the other partners in this cohort; your minimum_known_partners is {rule.MinimumKnownPartners.Value}", rule.MinimumKnownPartners.Line, "Acknowledge the partners that you know, or lower minimum_known_partners.");
}
