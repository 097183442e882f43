namespace Federated.Computations.ClassEvaluation;

/// <summary>State of <see cref="FederatedClassEvaluation"/>.</summary>
public sealed record ClassEvaluationState
{
    /// <summary>Before the round, or after it.</summary>
    /// <param name="classes">Number of classes, 2 to 16.</param>
    /// <param name="result">What came out; null before the round.</param>
    /// <exception cref="ArgumentException">The number of classes is out of range.</exception>
    public ClassEvaluationState(int classes, ClassQuality? result = null)
    {
        RequireClasses(classes);
        (Classes, Result) = (classes, result);
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>What came out; null before the round.</summary>
    public ClassQuality? Result { get; }

    internal static void RequireClasses(int classes)
    {
        if (classes is < 2 or > 16)
            throw new ArgumentException($"{classes} classes were given; 2 to 16 are possible.", nameof(classes));
    }
}
