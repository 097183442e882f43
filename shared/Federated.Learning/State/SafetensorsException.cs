namespace Federated.Learning.State;

/// <summary>Bytes that are not a well-formed safetensors file of a supported type. The message names the tensor or field at fault.</summary>
public sealed class SafetensorsException : FormatException
{
    /// <summary>What is wrong, in the words of the format.</summary>
    public SafetensorsException(string message)
        : base(message)
    {
    }

    /// <summary>What is wrong, and the parser's own account of it.</summary>
    public SafetensorsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
