namespace Federated.Computations.Evaluation;

/// <summary>State of <see cref="FederatedEvaluation"/>: <see cref="EvaluationRequested"/>, then <see cref="EvaluationComputed"/>.</summary>
public abstract record EvaluationState
{
    private protected EvaluationState(EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
    }

    /// <summary>How rows are counted.</summary>
    public EvaluationOptions Options { get; }
}

/// <summary>Before the round.</summary>
public sealed record EvaluationRequested : EvaluationState
{
    /// <summary>Asks for the quality of the scores that every node gives its own rows.</summary>
    public EvaluationRequested(EvaluationOptions options)
        : base(options)
    {
    }
}

/// <summary>After the round.</summary>
public sealed record EvaluationComputed : EvaluationState
{
    /// <summary>Holds the result.</summary>
    public EvaluationComputed(EvaluationResult result, EvaluationOptions options)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(result);
        Result = result;
    }

    /// <summary>The joint quality.</summary>
    public EvaluationResult Result { get; }
}
