using Federated.Computations.Descent;
using Federated.Learning.Factorization;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Training;

namespace Federated.Computations.Tests.Descent;

public sealed class FederatedDescentTests
{
    private static readonly FactorizationArchitecture Sizes = new() { Numbers = 1, Fields = 2, Tokens = 40, Rank = 3, Hidden = [6] };
    private static readonly DescentOptions Options = new()
    {
        Rounds = 30,
        RowBound = 2000,
        Penalties = [new("token.factor", 2), new("token.", 1)],
    };

    private static readonly LabelledRows All = Draw(600, 1), Judges = Draw(200, 2);

    [Fact]
    public void Run_HoweverRowsLie_GivesTheModelOfThePool()
    {
        DescentState pooled = Run(Options, [All]).State, joint = Run(Options, [Take(All, 0, 30), Take(All, 30, 31), Take(All, 31, 600)]).State;
        Assert.Equal((30, 600L), (joint.Round, joint.Rows));
        Assert.Equal(pooled.Loss, joint.Loss, 1e-5);
        foreach (NamedTensor tensor in pooled.Result.Tensors)
            Assert.All(pooled.Result.Singles(tensor.Name).ToArray().Zip(joint.Result.Singles(tensor.Name).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.True(pooled.Loss < 0.6, $"{pooled.Loss}");
    }

    [Fact]
    public void Sums_OfRows_AreTheDifferencesOfTheirLoss()
    {
        DescentState state = Start(Options);
        ModelGradients sums = Sums(All);
        var gradient = new double[state.Parameters];
        (long rows, double loss) = sums.AddTraining(state.Current, gradient);
        Assert.Equal(600, rows);
        Assert.Equal(loss, Sums(Judges, All).Validate(state.Current).Loss, 1e-3);
        int start = 0;
        foreach (NamedTensor tensor in state.Current.Tensors)
        {
            int place = tensor.Shape.Length / 2;
            double Moved(float by)
            {
                float[] values = state.Current.Singles(tensor.Name).ToArray();
                values[place] += by;
                return Sums(Judges, All).Validate(new ModelSnapshot(state.Current.Tensors.Replace(tensor, new SingleTensor(tensor.Name, tensor.Shape, values)))).Loss;
            }

            double slope = (Moved(0.01f) - Moved(-0.01f)) / 0.02;
            Assert.True(Math.Abs(slope - gradient[start + place]) < 0.02 * (1 + Math.Abs(slope)), $"{tensor.Name}: {slope} {gradient[start + place]}");
            start += tensor.Shape.Length;
        }
    }

    [Fact]
    public void Apply_FirstStep_MovesEachParameterAgainstItsPenalisedSlope()
    {
        DescentState state = Start(Options);
        var values = new double[new FederatedDescent().Specify(state).Length];
        (values[0], values[1], values[4]) = (10, 5, 3);
        DescentState next = new FederatedDescent().Apply(state, new SecureSum(values, 1, 1));
        Assert.Equal(-0.05f, next.Current.Singles("bias")[0], 1e-6f);
        ReadOnlySpan<float> before = state.Current.Singles("token.factor"), after = next.Current.Singles("token.factor");
        for (int index = 0; index < before.Length; index++)
            Assert.Equal(before[index] - (0.05f * Math.Sign(before[index])), after[index], 1e-5f);
        Assert.Equal(state.Current.Singles("deep.0.weight"), next.Current.Singles("deep.0.weight"));
        Assert.Equal(0.5, next.Loss);
    }

    [Fact]
    public void Run_WithValidationRows_EndsWhereTheirLossWasLowest()
    {
        DescentOptions loose = Options with { Rounds = 200, Penalties = [], LearningRate = 0.2, Patience = 4 };
        ModelGradients[] nodes = [Sums(Take(All, 0, 100), Take(Judges, 0, 150)), Sums(Take(All, 100, 200), Take(Judges, 150, 200))];
        (DescentState state, int rounds) = SimulatedRounds.Run(
            new FederatedDescent(), Start(loose), nodes, DescentSnapshot.Write, snapshot => DescentSnapshot.Read(snapshot, Sizes, loose));
        Assert.Equal(state.Best!.Round + 5, rounds);
        Assert.Equal(Sums(All, Judges).Validate(state.Result).Loss / 200, state.Best.Loss, 1e-4);
        Assert.True(Sums(All, Judges).Validate(state.Current).Loss > Sums(All, Judges).Validate(state.Result).Loss);
    }

    [Fact]
    public void Contribute_WhatTheJobDoesNotAllow_SaysWhy()
    {
        static void Refused(DescentState state, ModelGradients data, string word)
        {
            var fault = Assert.Throws<ContributionException>(() => new FederatedDescent().Contribute(state, data, new Contribution(new FederatedDescent().Specify(state))));
            Assert.Contains(word, fault.Message, StringComparison.Ordinal);
        }

        Refused(Start(Options with { RowBound = 599 }), Sums(All), "the job allows 599");
        Refused(Start(Options), Sums(new LabelledRows(new float[4], 4, new float[1])), "the model takes 3");
        DescentState start = Start(Options);
        float[] bias = [1e9f];
        var far = new ModelSnapshot(start.Current.Tensors.Replace(start.Current["bias"], new SingleTensor("bias", new TensorShape(1), bias)));
        Refused(new DescentState(far, Options), Sums(All), "learning rate");
        Assert.Throws<ContributionException>(() => new FederatedDescent().Apply(start, new SecureSum(new double[new FederatedDescent().Specify(start).Length], 1, 1)));
        Assert.Throws<ArgumentException>(() => (Options with { Rounds = 0, Bits = 60 }).Validate());
    }

    private static (DescentState State, int Rounds) Run(DescentOptions options, LabelledRows[] nodes) => SimulatedRounds.Run(
        new FederatedDescent(), Start(options), [.. nodes.Select(rows => Sums(rows))], DescentSnapshot.Write, snapshot => DescentSnapshot.Read(snapshot, Sizes, options));

    internal static DescentState Start(DescentOptions options) => new(Sizes.Create(7).Capture(), options);

    private static ModelGradients Sums(LabelledRows training, LabelledRows? validation = null) =>
        new(Sizes, new BinaryCrossEntropy(), [training], validation is null ? null : [validation]);

    private static LabelledRows Take(LabelledRows rows, int from, int to) => rows.Select([.. Enumerable.Range(from, to - from)]);

    private static LabelledRows Draw(int rows, ulong seed)
    {
        var source = new SeededGenerator(seed);
        var features = new float[rows * 3];
        var labels = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            int first = source.NextBelow(30), second = 30 + source.NextBelow(10);
            double number = source.NextDouble() - 0.5, logit = (first % 3) - 1 + (((first + second) % 2) * 2) - 1 + number;
            ((float[])[(float)number, first, second]).CopyTo(features.AsSpan(row * 3));
            labels[row] = source.NextDouble() < 1 / (1 + Math.Exp(-logit)) ? 1 : 0;
        }

        return new LabelledRows(features, 3, labels);
    }
}
