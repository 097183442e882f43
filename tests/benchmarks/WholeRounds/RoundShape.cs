namespace Federated.Benchmarks.WholeRounds;

/// <summary>Rounds of a whole consortium.</summary>
/// <param name="Partners">n.</param>
/// <param name="Width">Units of each hidden layer.</param>
/// <param name="Layers">Hidden layers; with two and 20 inputs the model has width² + 22·width + 1 values.</param>
internal sealed record RoundShape(int Partners, int Width, int Layers)
{
    public const int Inputs = 20;

    /// <summary>d: weights and biases of 20 → width → … → width → 1.</summary>
    public int Values => ((Inputs + 1) * Width) + ((Layers - 1) * (Width + 1) * Width) + Width + 1;
}
