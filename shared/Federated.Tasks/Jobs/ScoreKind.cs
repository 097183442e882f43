namespace Federated.Tasks.Jobs;

/// <summary>What a task's score of a customer says.</summary>
public enum ScoreKind
{
    /// <summary>What is expected of the customer: a chance, an amount or a place. What then happens can be held against it.</summary>
    Expectation,

    /// <summary>By how much something that is done to the customer would change what is expected. Nobody ever sees both, so no outcome of one customer tells whether it was right.</summary>
    Change,
}
