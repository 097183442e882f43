using System.Globalization;

namespace Federated.Samples.Quickstart.Documents;

/// <summary>A partner's <c>policy.yaml</c>: what it agrees to in this demonstration, and nothing else.</summary>
internal static class PolicyDocument
{
    /// <param name="task">The only task that is allowed.</param>
    /// <param name="minimumCohort">Fewest partners in a sum.</param>
    /// <param name="rounds">Most rounds of one job.</param>
    public static string Write(string task, int minimumCohort, int rounds) => string.Create(CultureInfo.InvariantCulture, $"""
        # What this node agrees to. It refuses whatever is not allowed here; no setting, variable or message changes that.
        default: refuse
        allow:
          - tasks: [{task}]
            minimum_cohort: {minimumCohort}   # fewest partners in a sum
            allow_three: true   # accepted here, so that the run goes on when one of four is lost
            maximum_rounds: {rounds}
            minimum_rows: 20

        """);
}
