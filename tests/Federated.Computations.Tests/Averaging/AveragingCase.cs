using Federated.Computations.Averaging;
using Federated.Learning.Optimizers;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Training;

namespace Federated.Computations.Tests.Averaging;

/// <summary>Small nodes for the algorithms' tests.</summary>
internal static class AveragingCase
{
    /// <summary>Rows of a linear law with noise, spread around a point of their own: a node's optimum and curvature differ from another's.</summary>
    public static LabelledRows Linear(int rows, ulong seed, double centre, double spread, double slope, double offset)
    {
        var generator = new SeededGenerator(seed);
        var features = new float[rows * 2];
        var labels = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            features[row * 2] = (float)(centre + (spread * ((2 * generator.NextDouble()) - 1)));
            features[(row * 2) + 1] = (float)((2 * generator.NextDouble()) - 1);
            labels[row] = (float)((slope * features[row * 2]) - features[(row * 2) + 1] + offset + (0.1 * (generator.NextDouble() - 0.5)));
        }

        return new LabelledRows(features, 2, labels);
    }

    /// <summary>Plain gradient descent over all rows at once, many steps.</summary>
    public static TrainerOptions Descent(int steps, float learningRate)
        => new() { Epochs = steps, BatchSize = 1_000_000, Optimizer = new SgdOptions { LearningRate = learningRate } };

    /// <summary>Rounds of exact sums until the computation is done.</summary>
    public static AveragingState Run(FederatedAveraging computation, AveragingState state, AveragingData[] nodes)
    {
        while (!computation.IsDone(state))
            state = computation.Apply(state, SimulatedSum.Exact(computation, state, nodes));
        return state;
    }

    public static double[] Values(ModelSnapshot snapshot) => [.. snapshot.Tensors.SelectMany(tensor => snapshot.Singles(tensor.Name).ToArray()).Select(value => (double)value)];

    public static double Distance(ModelSnapshot first, ModelSnapshot second)
        => Math.Sqrt(Values(first).Zip(Values(second), (left, right) => (left - right) * (left - right)).Sum());
}
