namespace Federated.Learning.Kernels;

/// <summary>A function that a matrix product applies to each element as it is written.</summary>
public enum Activation
{
    /// <summary>The product as it is.</summary>
    None,

    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>1/(1+e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,
}
