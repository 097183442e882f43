namespace Federated.Learning.State;

/// <summary>Element types that the format names. Only F32 and F64 are loaded; files of the others can be inspected.</summary>
internal static class SafetensorsTypes
{
    /// <summary>Bytes of one element; null of a type that the format does not name.</summary>
    public static int? Size(string type) => type switch
    {
        "BOOL" or "U8" or "I8" or "F8_E4M3" or "F8_E5M2" => 1,
        "U16" or "I16" or "F16" or "BF16" => 2,
        "U32" or "I32" or "F32" => 4,
        "U64" or "I64" or "F64" => 8,
        _ => null,
    };
}
