namespace Federated.Tasks.Jobs;

/// <summary>Which model a job trains. Written in lower case.</summary>
public enum ModelKind
{
    /// <summary>Logistic regression (the default).</summary>
    Logistic,

    /// <summary>Multilayer perceptron.</summary>
    Mlp,
}
