namespace Federated.Learning.State;

/// <summary>One tensor's line in the header; <see cref="Begin"/> and <see cref="End"/> are bytes from the start of the data.</summary>
internal sealed record SafetensorsEntry(string Name, string Type, TensorShape Shape, long Begin, long End);
