namespace Federated.Tasks.Jobs;

/// <summary>What is held out to measure the model, <c>evaluation:</c>.</summary>
public sealed record EvaluationSpec
{
    /// <summary><c>test_fraction: 0.2</c>: share of customers held out, in (0, 1), default 0.2.</summary>
    public double TestFraction { get; init; } = 0.2;

    /// <summary>
    /// <c>validation_fraction: 0.2</c>: share of the other customers set aside for each partner's own choice between its local, the joint and a personalised
    /// model, in [0, 0.5], default 0.2. With 0 nothing is chosen or compared.
    /// </summary>
    public double ValidationFraction { get; init; } = 0.2;

    /// <summary><c>salt: text</c>: decides who is held out, 1 to 100 characters; default the job's name.</summary>
    public required string Salt { get; init; }
}
