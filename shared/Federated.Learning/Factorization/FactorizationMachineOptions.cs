namespace Federated.Learning.Factorization;

/// <summary>How a factorisation machine is trained.</summary>
public sealed record FactorizationMachineOptions
{
    /// <summary>Factors a feature: 1 to 1,000; 8 by default.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>Logistic loss of labels from 0 to 1 when true (the default), else half the squared error.</summary>
    public bool IsLogistic { get; init; } = true;

    /// <summary>Whether each parameter's rate falls with its own past gradients (Adagrad, the default) or is the same for all (stochastic gradient descent).</summary>
    public bool IsAdaptive { get; init; } = true;

    /// <summary>Size of a step: above zero; 0.05 by default.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>λ of λ/2·‖w‖² and λ/2·‖v‖², applied to a row's features with the row: zero or more; 1e-4 by default.</summary>
    public double Penalty { get; init; } = 1e-4;

    /// <summary>Passes over the rows, each in a new random order: 1 to 100,000; 20 by default.</summary>
    public int Epochs { get; init; } = 20;

    internal void Check()
    {
        if (Rank is < 1 or > 1_000)
            throw new ArgumentException($"{nameof(Rank)} is {Rank}; it is 1 to 1,000.");
        if (!(LearningRate > 0 && double.IsFinite(LearningRate)))
            throw new ArgumentException($"{nameof(LearningRate)} is {LearningRate}; it is finite and above zero.");
        if (!(Penalty >= 0 && double.IsFinite(Penalty)))
            throw new ArgumentException($"{nameof(Penalty)} is {Penalty}; it is finite and zero or more.");
        if (Epochs is < 1 or > 100_000)
            throw new ArgumentException($"{nameof(Epochs)} is {Epochs}; it is 1 to 100,000.");
    }
}
