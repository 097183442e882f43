using Federated.Benchmarks.Measuring;

namespace Federated.Benchmarks.WholeRounds;

/// <summary>What rounds of a consortium took.</summary>
/// <param name="Shape">The consortium.</param>
/// <param name="Seconds">From one round's opening to the next one's.</param>
/// <param name="BytesUp">What a node sent over its connection in a round of training: all that it sent, divided by those rounds alone, though the job has a few small ones besides.</param>
/// <param name="CoordinatorMebibytes">Peak resident memory of the coordinator, with the runtime and all libraries.</param>
/// <param name="NodeMebibytes">That of the largest node, which also trains.</param>
internal sealed record RoundFigures(RoundShape Shape, Spread Seconds, long BytesUp, double CoordinatorMebibytes, double NodeMebibytes);
