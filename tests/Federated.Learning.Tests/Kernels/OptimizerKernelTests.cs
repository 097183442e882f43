using System.Globalization;
using Federated.Learning.Kernels;

namespace Federated.Learning.Tests.Kernels;

public sealed class OptimizerKernelTests
{
    private const int Count = 35, Steps = 20;

    private delegate void Stepper(int step, Span<float> values, Span<float> gradient, Span<float> first, Span<float> second, VectorPath path);

    private static readonly Dictionary<string, Stepper> Rules = new()
    {
        ["adam"] = (t, v, g, a, b, path) => OptimizerKernel.Step(v, g, a, b, new AdamStep(t, 0.01), true, 1, null, path),
        ["adam-penalty"] = (t, v, g, a, b, path) => OptimizerKernel.Step(v, g, a, b, new AdamStep(t, 0.01, 0.8, 0.95, 1e-6, 0.1, decoupled: false), true, 1, null, path),
        ["adamw"] = (t, v, g, a, b, path) => OptimizerKernel.Step(v, g, a, b, new AdamStep(t, 0.01, weightDecay: 0.1), true, 1, null, path),
        ["sgd"] = (t, v, g, a, b, path) => OptimizerKernel.Step(v, g, default, default, new SgdStep(0.01, weightDecay: 0.1), true, 1, null, path),
        ["sgd-momentum"] = (t, v, g, a, b, path) => OptimizerKernel.Step(v, g, a, default, new SgdStep(0.01, 0.9, 0.1), true, 1, null, path),
        ["sgd-nesterov"] = (t, v, g, a, b, path) => OptimizerKernel.Step(v, g, a, default, new SgdStep(0.01, 0.9, 0, nesterov: true), true, 1, null, path),
        ["adagrad"] = (t, v, g, a, b, path) => OptimizerKernel.Step(v, g, a, default, new AdagradStep(t, 0.05, 0.1, weightDecay: 0.1), true, 1, null, path),
        ["rmsprop"] = (t, v, g, a, b, path) => OptimizerKernel.Step(v, g, a, default, new RmsPropStep(0.01, 0.9, weightDecay: 0.1), true, 1, null, path),
        ["rmsprop-momentum"] = (t, v, g, a, b, path) => OptimizerKernel.Step(v, g, a, b, new RmsPropStep(0.01, 0.9, momentum: 0.5), true, 1, null, path),
        ["yogi"] = (t, v, g, a, b, path) => OptimizerKernel.Step(v, g, a, b, new YogiStep(t, 0.01), true, 1, null, path),
    };

    [Fact]
    public void Step_TwentyTimes_AgreesWithPyTorch()
    {
        string[] lines = [.. File.ReadLines(Fixture()).Where(line => line[0] != '#')];
        Assert.Equal(Rules.Count - 1, lines.Length);
        foreach (string[] parts in lines.Select(line => line.Split(' ')))
        {
            float[] values = Train(Rules[parts[0]], Processor.Path, gradient => Assert.All(gradient, slope => Assert.Equal(0, slope)));
            for (int index = 0; index < Count; index++)
            {
                double expected = double.Parse(parts[index + 1], CultureInfo.InvariantCulture);
                Assert.True(Math.Abs(values[index] - expected) <= 1e-6 * Math.Max(1, Math.Abs(expected)), $"{parts[0]} {index}: {expected} and {values[index]}");
            }
        }
    }

    [Fact]
    public void Step_OnEveryPath_GivesTheSameBits()
    {
        foreach (Stepper rule in Rules.Values)
        {
            float[] scalar = Train(rule, VectorPath.Scalar);
            foreach (VectorPath path in VectorMathTests.Paths())
                Assert.Equal(scalar.Select(BitConverter.SingleToInt32Bits), Train(rule, path).Select(BitConverter.SingleToInt32Bits));
        }
    }

    [Fact]
    public void Yogi_TwentySteps_AgreesWithTheAlgorithmInDoublePrecision()
    {
        float[] values = Train(Rules["yogi"], Processor.Path);
        for (int index = 0; index < Count; index++)
        {
            double value = (float)((0.1 * index) - 1), mean = 0, square = 0;
            for (int step = 1; step <= Steps; step++)
            {
                double slope = Slope(index, step);
                mean += 0.1 * (slope - mean);
                square -= 0.001 * Math.Sign(square - (slope * slope)) * slope * slope;
                value -= 0.01 * mean / (1 - Math.Pow(0.9, step)) / ((Math.Sqrt(square) / Math.Sqrt(1 - Math.Pow(0.999, step))) + 1e-3);
            }

            Assert.Equal(value, values[index], 1e-5);
        }
    }

    [Fact]
    public void Step_WithoutGradient_IsAStepWithZeros()
    {
        float[] values = Start(), first = Start(), second = [.. Start().Select(MathF.Abs)];
        float[] otherValues = Start(), otherFirst = Start(), otherSecond = [.. second];
        OptimizerKernel.Step(values, default, first, second, new AdamStep(3, 0.01, weightDecay: 0.1));
        OptimizerKernel.Step(otherValues, new float[Count], otherFirst, otherSecond, new AdamStep(3, 0.01, weightDecay: 0.1));

        Assert.Equal(otherValues, values);
        Assert.Equal(otherFirst, first);
        Assert.Equal(otherSecond, second);
        Assert.NotEqual(Start(), values);
    }

    /// <summary>Means that decayed without a gradient stayed subnormal for ever, and each step over them took a hundred times as long.</summary>
    [Fact]
    public void Step_WithoutGradientForLong_EndsAtZeroAndNotAmongSubnormals()
    {
        float[] values = [1], first = [1], second = [1e-30f];
        for (int step = 1; step < 2000; step++)
            OptimizerKernel.Step(values, default, first, second, new AdamStep(step, 0.001, beta2: 0.99));

        Assert.Equal(0, first[0]);
        Assert.Equal(0, second[0]);
    }

    /// <summary>The square of 1e-20 is subnormal: a step over such gradients took a hundred times as long.</summary>
    [Fact]
    public void Step_GradientWhoseSquareIsSubnormal_AddsNothingToTheMeanOfSquares()
    {
        float[] values = [1, 1], gradient = [1e-20f, 1e-14f], first = [0, 0], second = [1e-30f, 0];
        OptimizerKernel.Step(values, gradient, first, second, new AdamStep(1, 0.001));

        Assert.Equal(1e-30 * 0.999, second[0], 1e-36);
        Assert.Equal(1e-21, first[0], 1e-27);
        Assert.Equal(1e-31, second[1], 1e-37);
    }

    [Fact]
    public void Step_GradientScale_IsAStepOfTheScaledGradient()
    {
        float[] values = [1], gradient = [3];
        OptimizerKernel.Step(values, gradient, default, default, new SgdStep(0.5), clearGradient: false, gradientScale: 0.25f);

        Assert.Equal(1 - (0.5f * 0.75f), values[0]);
        Assert.Equal(3, gradient[0]);
    }

    [Fact]
    public void Step_TwoThreads_GivesTheSameBits()
    {
        const int length = 100_003;
        using var workers = new Workers(2);
        float[][] one = [.. Enumerable.Range(0, 4).Select(k => Wave(length, k))], two = [.. Enumerable.Range(0, 4).Select(k => Wave(length, k))];
        OptimizerKernel.Step(one[0], one[1], one[2], one[3], new AdamStep(5, 0.1));
        OptimizerKernel.Step(two[0], two[1], two[2], two[3], new AdamStep(5, 0.1), workers: workers);
        for (int k = 0; k < 4; k++)
            Assert.True(one[k].AsSpan().SequenceEqual(two[k]));
    }

    [Fact]
    public void Step_LengthsDiffer_IsRefused()
        => Assert.Contains("given 2 of 'second'", Assert.Throws<ArgumentException>(() => OptimizerKernel.Step(new float[3], new float[3], new float[3], new float[2], new AdamStep(1, 0.1))).Message, StringComparison.Ordinal);

    private static float[] Wave(int length, int phase) => [.. Enumerable.Range(0, length).Select(i => 1.5f + MathF.Sin(i + phase))];

    private static float[] Start() => [.. Enumerable.Range(0, Count).Select(index => (float)((0.1 * index) - 1))];

    private static float Slope(int index, int step) => (float)(Math.Sin((3.0 * index) + step) * (1 + (index / 10.0)));

    private static float[] Train(Stepper rule, VectorPath path, Action<float[]>? afterStep = null)
    {
        float[] values = Start(), first = new float[Count], second = new float[Count];
        for (int step = 1; step <= Steps; step++)
        {
            float[] gradient = [.. Enumerable.Range(0, Count).Select(index => Slope(index, step))];
            rule(step, values, gradient, first, second, path);
            afterStep?.Invoke(gradient);
        }

        return values;
    }

    private static string Fixture()
    {
        const string file = "tests/Federated.Learning.Tests/Fixtures/optimizer-kernels/optimizer-kernels.txt";
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, file);
            if (File.Exists(path))
                return path;
        }

        throw new FileNotFoundException($"The fixture {file} is not above {AppContext.BaseDirectory}.");
    }
}
