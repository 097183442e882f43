using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Operations;
using Federated.Learning.Optimizers;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;
using LinearModule = Federated.Learning.Modules.Linear;

namespace Federated.Learning.Tests.Modules;

/// <summary>A model that uses every module of the library that works without sequences, large enough that work is shared between threads.</summary>
public sealed class SteadyStepTests
{
    private const int Rows = 32;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TrainingStep_AfterTheFirst_AllocatesNothing(bool clipped)
    {
        var model = new WholeModel(Workers.CallingThread, batchNorm: !clipped);
        for (int step = 0; step < 2; step++)
            model.Step(clipped);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 4; step++)
            model.Step(clipped);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TrainingSteps_OneTwoOrThreeThreads_GiveTheSameBits(bool clipped)
    {
        uint[] expected = Bits(Workers.CallingThread, clipped);
        foreach (int threads in new[] { 2, 3 })
        {
            using var workers = new Workers(threads);
            Assert.Equal(expected, Bits(workers, clipped));
        }
    }

    private static uint[] Bits(Workers workers, bool clipped)
    {
        var model = new WholeModel(workers, batchNorm: !clipped);
        for (int step = 0; step < 2; step++)
            model.Step(clipped);
        return [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray()).Select(BitConverter.SingleToUInt32Bits)];
    }

    private sealed class WholeModel
    {
        private readonly Graph _graph;
        private readonly Tensor _output;
        private readonly Tensor _loss;
        private readonly Adam _optimizer;
        private readonly float[] _norms = new float[Rows];
        private readonly float[] _slopes = new float[Rows * 3];

        public WholeModel(Workers workers, bool batchNorm)
        {
            _graph = new Graph(workers);
            var source = new SeededGenerator(3);
            var images = new Sequential(
                "images",
                [
                    new Conv2d("0", 4, 16, 3, source, new ConvolutionOptions { Padding = 1 }), .. batchNorm ? new Module[] { new BatchNorm("1", 16) } : [], new LeakyRelu("2"), new MaxPool2d("3", 2),
                    new Conv2d("4", 16, 16, 3, source), new GroupNorm("5", 4, 16), new Elu("6"), new AveragePool2d("7", 2), new Flatten("8"), new LinearModule("9", 64, 32, source), new Sigmoid("10"),
                ]);
            var sequences = new Sequential(
                "sequences", new Conv1d("c", 64, 32, 3, source), new Softplus("d"), new MaxPool1d("e", 2), new AveragePool1d("f", 2, 1), new Silu("g"), new GlobalMaximumPool("h"));
            var head = new Sequential(
                "head", new LayerNorm("n0", 128), new LinearModule("n1", 128, 64, source), new Relu("n2"), new Dropout("n3", 0.1f, new SeededGenerator(8)), new LinearModule("n4", 64, 32, source), new Tanh("n5"), new Gelu("n6"), new LinearModule("n7", 32, 3, source));
            var items = new Embedding("items", 500, 64, source, paddingIndex: 0);
            var words = new EmbeddingBag("words", 500, 64, source);

            IndexTensor Draw(string name, int size)
            {
                IndexTensor indices = _graph.Indices(name, new TensorShape(Rows, size), 500);
                indices.Set([.. Enumerable.Range(0, Rows * size).Select(_ => source.NextBelow(500))]);
                return indices;
            }

            Tensor input = _graph.Input(new TensorShape(Rows, 4, 12, 12));
            foreach (ref float value in input.Values)
                value = (float)source.NextDouble();
            Tensor wide = _graph.LayerNorm(items.Forward(_graph, Draw("i", 20)), null, null, 64);
            Tensor joined = _graph.Concatenate([images.Forward(_graph, input), sequences.Forward(_graph, _graph.Transpose(wide)), words.Forward(_graph, Draw("w", 12))]);
            _output = head.Forward(_graph, joined);
            Tensor labels = _graph.Input(new TensorShape(Rows));
            for (int row = 0; row < Rows; row++)
                labels.Values[row] = row % 3;
            _loss = _graph.Loss(_output, labels, new SoftmaxCrossEntropy(3));
            Parameters = [.. images.Parameters, .. sequences.Parameters, .. items.Parameters, .. words.Parameters, .. head.Parameters];
            _optimizer = new Adam(Parameters, new AdamOptions());
            for (int index = 0; index < _slopes.Length; index++)
                _slopes[index] = (float)((2 * source.NextDouble()) - 1);
        }

        public IReadOnlyList<Parameter> Parameters { get; }

        public void Step(bool clipped)
        {
            _graph.Forward(training: true);
            if (clipped)
                _graph.BackwardClipped(_output, _slopes, 1, _norms);
            else
                _graph.Backward(_loss);
            _optimizer.ApplyGradients();
        }
    }
}
