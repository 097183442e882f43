namespace Federated.EndToEnd.Tests.Companies;

/// <summary>The job that the tests run.</summary>
internal static class JobDocument
{
    public const string Name = "leaving";

    /// <param name="rounds">Rounds of training; statistics and evaluation come on top.</param>
    /// <param name="minimum">Smallest cohort.</param>
    /// <param name="phaseSeconds">Time for a phase: how long a round waits for a node that is silent.</param>
    public static string Text(int rounds = 3, int minimum = 4, int phaseSeconds = 4) => $$"""
        name: {{Name}}
        task: churn
        contract:
          name: customers-v1
          fields:
            - {name: customer, role: id}
            - {name: tenure, type: number, min: 0, max: 128}
            - {name: spend, type: number, min: 0, max: 1024}
            - {name: plan, type: category, values: [basic, family, business]}
            - {name: left, type: category, values: ["no", "yes"], role: label, positive: "yes"}
        model: {kind: logistic}
        training: {algorithm: fedavg, rounds: {{rounds}}, learning_rate: 0.05}
        options: {importance: false, drift: false}
        evaluation: {validation_fraction: 0}
        cohort: {minimum: {{minimum}}}
        timeouts: {phase_seconds: {{phaseSeconds}}}

        """;
}
