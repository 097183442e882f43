namespace Federated.Learning.State;

/// <summary>What a safetensors file holds.</summary>
/// <param name="HeaderBytes">Length of the JSON header, padding included; eight bytes of length stand before it.</param>
/// <param name="DataBytes">Length of the data that follows it.</param>
/// <param name="Tensors">In the order of the data.</param>
/// <param name="Metadata">Free text by key.</param>
public sealed record SafetensorsContents(
    long HeaderBytes, long DataBytes, IReadOnlyList<TensorDescription> Tensors, IReadOnlyDictionary<string, string> Metadata);
