namespace Federated.Learning.Optimizers;

/// <summary>What the weight decay of <see cref="Adam"/> acts on.</summary>
public enum WeightDecayKind
{
    /// <summary>θ ← (1 − η·λ)·θ beside the step (Loshchilov and Hutter 2019): PyTorch's AdamW.</summary>
    Decoupled,

    /// <summary>g ← g + λ·θ before the step, an L2 penalty: PyTorch's Adam with weight_decay.</summary>
    Gradient,
}
