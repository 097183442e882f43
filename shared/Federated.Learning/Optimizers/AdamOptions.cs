namespace Federated.Learning.Optimizers;

/// <summary>Constants of <see cref="Adam"/>; the defaults are those of Kingma and Ba (2015), with no decay.</summary>
public sealed record AdamOptions
{
    /// <summary>η, above 0. Default 0.001.</summary>
    public float LearningRate { get; init; } = 0.001f;

    /// <summary>Memory of the mean gradient, 0 to below 1. Default 0.9.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>Memory of the mean squared gradient, 0 to below 1. Default 0.999.</summary>
    public float Beta2 { get; init; } = 0.999f;

    /// <summary>Added to the root of the squared gradient, above 0. Default 1e-8.</summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <summary>λ of the decoupled weight decay, 0 (default: plain Adam) or more.</summary>
    public float WeightDecay { get; init; }
}
