namespace Federated.Computations.Statistics.FrequentValues;

/// <summary>A text that many rows hold.</summary>
/// <param name="Text">Its first <see cref="TextHash.MaximumCharacters"/> code points.</param>
/// <param name="Rows">Rows whose text begins with them, or is them: at least the floor.</param>
public sealed record FrequentValue(string Text, long Rows);
