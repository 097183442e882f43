namespace Federated.Computations.Personalisation;

/// <summary>What a linear model's scores stand for.</summary>
public enum RegressionFamily
{
    /// <summary>Expected values: half the squared error of one score a row.</summary>
    Linear,

    /// <summary>The logit of class 1 of two: cross-entropy.</summary>
    Logistic,

    /// <summary>One score a class, labels being class indices: cross-entropy.</summary>
    Softmax,
}
