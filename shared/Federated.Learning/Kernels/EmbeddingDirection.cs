namespace Federated.Learning.Kernels;

internal enum EmbeddingDirection
{
    Gather,
    Scatter,
}
