using Federated.Benchmarks.Measuring;

namespace Federated.Benchmarks.WholeRounds;

/// <summary>What rounds of a consortium took.</summary>
/// <param name="Shape">The consortium.</param>
/// <param name="Seconds">From one round's opening to the next one's.</param>
/// <param name="BytesUp">What a node sent over its connection in a round, in the mean.</param>
internal sealed record RoundFigures(RoundShape Shape, Spread Seconds, long BytesUp);
