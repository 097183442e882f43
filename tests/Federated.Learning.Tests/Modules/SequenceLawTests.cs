using Federated.Learning.Kernels;
using Federated.Learning.Optimizers;
using Federated.Learning.Tensors;

namespace Federated.Learning.Tests.Modules;

public sealed class SequenceLawTests
{
    [Theory]
    [InlineData("rnn", 5)]
    [InlineData("gru", 5)]
    [InlineData("gru", 15)]
    [InlineData("lstm", 5)]
    [InlineData("attention", 6)]
    [InlineData("encoder_pre", 6)]
    [InlineData("encoder_post", 6)]
    public void Backward_InputAndParameters_AgreeWithFiniteDifferences(string kind, int inputs)
    {
        var subject = new SequenceCase(kind, batch: 3, time: 4, inputs);
        float[] gradient = subject.Gradient(subject.Slopes);
        float[] byInput = subject.Input.Gradient.ToArray();

        AssertSlopes(subject, subject.Input.Values, byInput);
        int start = 0;
        foreach (Parameter parameter in subject.Module.Parameters)
        {
            AssertSlopes(subject, parameter.Values, gradient.AsSpan(start, parameter.Gradient.Length));
            start += parameter.Gradient.Length;
        }
    }

    [Theory]
    [InlineData("rnn")]
    [InlineData("rnn_relu")]
    [InlineData("gru")]
    [InlineData("lstm")]
    [InlineData("attention")]
    [InlineData("encoder_pre")]
    [InlineData("encoder_post")]
    public void BackwardClipped_NormsAndSum_AreThoseOfOneExampleAtATime(string kind)
    {
        const int batch = 5;
        var subject = new SequenceCase(kind, batch, time: 4, inputs: 6);
        int each = subject.Slopes.Length / batch;
        var expected = new float[batch];
        float[][] gradients = new float[batch][];
        for (int example = 0; example < batch; example++)
        {
            var own = new float[subject.Slopes.Length];
            subject.Slopes.AsSpan(example * each, each).CopyTo(own.AsSpan(example * each));
            gradients[example] = subject.Gradient(own);
            expected[example] = (float)Math.Sqrt(gradients[example].Sum(value => (double)value * value));
        }

        float clip = expected.Order().ElementAt(batch / 2);
        foreach (Parameter parameter in subject.Module.Parameters)
            parameter.ClearGradient();
        var norms = new float[batch];
        subject.Graph.Forward(training: true);
        subject.Graph.BackwardClipped(subject.Output, subject.Slopes, clip, norms);

        float[] sum = subject.Collected();
        for (int example = 0; example < batch; example++)
            Assert.Equal(expected[example], norms[example], 1e-4f * expected[example]);
        for (int index = 0; index < sum.Length; index++)
        {
            double want = Enumerable.Range(0, batch).Sum(example => gradients[example][index] * Math.Min(1.0, clip / expected[example]));
            Assert.Equal(want, sum[index], 1e-4 * clip);
        }
    }

    [Theory]
    [InlineData("rnn")]
    [InlineData("gru")]
    [InlineData("lstm")]
    [InlineData("attention")]
    [InlineData("attention_dropout")]
    [InlineData("encoder_pre")]
    public void Steps_OnOneTwoAndThreeThreads_AreBitIdentical(string kind)
    {
        float[] Train(int threads)
        {
            using Workers? workers = threads == 1 ? null : new Workers(threads);
            var subject = new SequenceCase(kind, batch: 41, time: 37, inputs: 24, workers);
            var optimizer = new Adam(subject.Module.Parameters, new AdamOptions());
            for (int step = 0; step < 2; step++)
            {
                subject.Graph.Forward(training: true);
                subject.Graph.Backward(subject.Output, subject.Slopes);
                optimizer.ApplyGradients();
            }

            return [.. subject.Output.Values, .. subject.Input.Gradient, .. subject.Module.Parameters.SelectMany(parameter => parameter.Values.ToArray())];
        }

        float[] one = Train(1);
        Assert.Equal(one, Train(2));
        Assert.Equal(one, Train(3));
    }

    [Theory]
    [InlineData("rnn")]
    [InlineData("gru")]
    [InlineData("lstm")]
    [InlineData("attention_dropout")]
    [InlineData("encoder_pre")]
    [InlineData("encoder_post")]
    public void Steps_OnceWarm_AllocateNothing(string kind)
    {
        var subject = new SequenceCase(kind, batch: 18, time: 9, inputs: 20);
        var norms = new float[18];
        void Step()
        {
            subject.Graph.Forward(training: true);
            subject.Graph.Backward(subject.Output, subject.Slopes);
            if (kind != "attention_dropout")
            {
                subject.Graph.Forward(training: true);
                subject.Graph.BackwardClipped(subject.Output, subject.Slopes, 1, norms);
            }
        }

        Step();
        Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Step();
        Step();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("gru")]
    [InlineData("attention")]
    public void Batch_OfExamplesOfOneLengthEach_IsThatOfEachAlone(string kind)
    {
        int[] lengths = [3, 5, 1];
        var all = new SequenceCase(kind, 3, 5, 6, lengths: lengths);
        all.Graph.Forward(training: false);
        for (int example = 0; example < lengths.Length; example++)
        {
            int steps = lengths[example], width = all.Output.Length / 15;
            var alone = new SequenceCase(kind, 1, steps, 6);
            all.Input.Values.Slice(example * 30, steps * 6).CopyTo(alone.Input.Values);
            for (int index = 0; index < all.Module.Parameters.Count; index++)
                all.Module.Parameters[index].Values.CopyTo(alone.Module.Parameters[index].Values);
            alone.Graph.Forward(training: false);
            for (int index = 0; index < steps * width; index++)
                Assert.Equal(alone.Output.Values[index], all.Output.Values[(example * 5 * width) + index], 1e-6f);
        }
    }

    private static void AssertSlopes(SequenceCase subject, Span<float> values, ReadOnlySpan<float> gradient)
    {
        const float step = 1e-2f;
        double largest = Math.Max(SequenceFixture.Largest(gradient), 0.05);
        for (int index = 0; index < values.Length; index++)
        {
            float saved = values[index];
            float up = values[index] = saved + step;
            double above = subject.Loss();
            float down = values[index] = saved - step;
            double slope = (above - subject.Loss()) / ((double)up - down);
            values[index] = saved;
            Assert.Equal(slope, gradient[index], 3e-3 * largest);
        }
    }
}
