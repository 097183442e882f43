namespace Federated.Learning.Modules;

/// <summary>What a transformer encoder layer is made of. The defaults are PyTorch's, but for the dropout, which is 0.1 there.</summary>
public sealed record TransformerEncoderLayerOptions
{
    /// <summary>Size of the input's last dimension, at least 1.</summary>
    public required int Width { get; init; }

    /// <summary>Heads of attention; divides the width.</summary>
    public required int Heads { get; init; }

    /// <summary>Units between the two affine maps, at least 1. Default 2048.</summary>
    public int FeedForwardSize { get; init; } = 2048;

    /// <summary>x·Φ(x) between the two affine maps in place of the rectifier (default).</summary>
    public bool Gelu { get; init; }

    /// <summary>Whether each half is normalised before it (Xiong et al. 2020), rather than its sum with the input after it (default; Vaswani et al. 2017).</summary>
    public bool NormFirst { get; init; }

    /// <summary>Whether a step sees only itself and those before it. Default false.</summary>
    public bool Causal { get; init; }

    /// <summary>Share of attention weights, of hidden units and of each half's output that is dropped in training, 0 (default) to below 1.</summary>
    public float Dropout { get; init; }

    /// <summary>Added to the variance in the normalisations, above 0. Default 1e-5.</summary>
    public float Epsilon { get; init; } = 1e-5f;
}
