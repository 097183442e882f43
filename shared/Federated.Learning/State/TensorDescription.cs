namespace Federated.Learning.State;

/// <summary>One tensor of a file.</summary>
/// <param name="Name">Its name; any text, control characters included.</param>
/// <param name="Type">Its element type as the format names it, for instance <c>F32</c> or <c>BF16</c>.</param>
/// <param name="Shape">Sizes of its dimensions, outermost first.</param>
/// <param name="Offset">First byte of its values, from the start of the file.</param>
/// <param name="Bytes">Length of its values.</param>
/// <param name="Statistics">Of its values; null when they were not asked for, there is none, or the type is neither F32 nor F64.</param>
public sealed record TensorDescription(string Name, string Type, TensorShape Shape, long Offset, long Bytes, TensorStatistics? Statistics);
