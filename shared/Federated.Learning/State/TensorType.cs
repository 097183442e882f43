namespace Federated.Learning.State;

/// <summary>Element type of a stored tensor, named as in the safetensors format.</summary>
public enum TensorType
{
    /// <summary>IEEE 754 binary32, four bytes, little-endian: model parameters.</summary>
    F32,

    /// <summary>IEEE 754 binary64, eight bytes, little-endian: statistics.</summary>
    F64,
}
