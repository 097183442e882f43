namespace Federated.Tasks.Jobs;

/// <summary>What is held out to measure the model, <c>evaluation:</c>.</summary>
public sealed record EvaluationSpec
{
    /// <summary><c>test_fraction: 0.2</c>: share of customers held out, in (0, 1), default 0.2.</summary>
    public double TestFraction { get; init; } = 0.2;

    /// <summary><c>salt: text</c>: decides who is held out, 1 to 100 characters; default the job's name.</summary>
    public required string Salt { get; init; }
}
