using Federated.Learning.State;

namespace Federated.Computations.Tests.Robust;

/// <summary>The smallest computation that can be made robust: nodes hold a vector each and a weight, and the state becomes their weighted mean. Done after so many means.</summary>
internal sealed class VectorMean(int length, double bound = 100, int results = 1, int weightBound = 16) : IComputation<VectorMean.State, VectorMean.Node>
{
    public static ModelSnapshot Write(State state) => new([new DoubleTensor("mean", new TensorShape(state.Mean.Length + 1), [state.Results, .. state.Mean])]);

    public static State Read(ModelSnapshot snapshot) => snapshot.Tensors.Length == 1
        ? new State(snapshot.Doubles("mean")[1..].ToArray(), (int)snapshot.Doubles("mean")[0])
        : throw new ContributionException($"The inner state has {snapshot.Tensors.Length} tensors.");

    public State Start() => new(new double[length], 0);

    public ContributionSpec Specify(State state) => new(length, bound, bound, 24, weightBound, UnitOfPrivacy.Partner);

    public void Contribute(State state, Node data, Contribution into)
    {
        data.Asked++;
        data.Vector.CopyTo(into.Values);
        into.Weight = data.Weight;
    }

    public State Apply(State state, SecureSum sum) => new([.. sum.Values.ToArray().Select(value => value / sum.Weight)], state.Results + 1);

    public bool IsDone(State state) => state.Results == results;

    internal sealed record State(double[] Mean, int Results);

    internal sealed class Node(double[] vector, int weight = 1)
    {
        public double[] Vector { get; } = vector;

        public int Weight { get; } = weight;

        public int Asked { get; set; }
    }
}
