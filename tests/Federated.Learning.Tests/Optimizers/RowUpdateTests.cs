using Federated.Learning.Kernels;
using Federated.Learning.Optimizers;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Tests.Optimizers;

public sealed class RowUpdateTests
{
    private static readonly Dictionary<string, OptimizerOptions> Kinds = new()
    {
        ["sgd"] = new SgdOptions(),
        ["momentum"] = new SgdOptions { Momentum = 0.9f, Nesterov = true },
        ["dampened"] = new SgdOptions { Momentum = 0.9f, Dampening = 0.2f },
        ["adam"] = new AdamOptions(),
        ["adagrad"] = new AdagradOptions { InitialSum = 0.1f },
        ["rmsprop"] = new RmsPropOptions { Momentum = 0.3f },
        ["centered"] = new RmsPropOptions { Centered = true },
        ["yogi"] = new YogiOptions(),
    };

    public static IEnumerable<object[]> Cases => Kinds.Keys.SelectMany(_ => new[] { 0f, 0.1f }, (kind, decay) => new object[] { kind, decay });

    [Theory]
    [MemberData(nameof(Cases))]
    public void ApplyGradients_RowsThatAreKnownToBeUntouched_MoveBitForBitAsWithAGradientOfZero(string kind, float decay)
    {
        OptimizerOptions options = Kinds[kind] with { WeightDecay = decay };
        var known = new Parameter("known", new TensorShape(53, 11), rowGradients: true);
        var dense = new Parameter("dense", new TensorShape(53, 11));
        Fill(known.Values, 1);
        known.Values.CopyTo(dense.Values);
        IOptimizer ofKnown = options.Create([known]), ofDense = options.Create([dense]);

        for (int step = 0; step < 30; step++)
        {
            Touch(known, step, 9);
            known.Gradient.CopyTo(dense.Gradient);
            ofKnown.ApplyGradients();
            ofDense.ApplyGradients();
            Assert.Equal(dense.Values.ToArray(), known.Values.ToArray());
            Assert.False(known.Gradient.ContainsAnyExcept(0f));
            Assert.False(dense.Gradient.ContainsAnyExcept(0f));
            Assert.True(known.Touched!.Rows.IsEmpty);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ApplyGradients_OneTwoAndThreeThreads_GiveTheSameBits(string kind, float decay)
    {
        float[] Train(int threads, bool rowSparse)
        {
            using var workers = new Workers(threads);
            var table = new Parameter("table", new TensorShape(1_001, 67), rowGradients: true);
            var matrix = new Parameter("matrix", new TensorShape(301, 251));
            Fill(table.Values, 2);
            Fill(matrix.Values, 3);
            IOptimizer optimizer = (Kinds[kind] with { WeightDecay = rowSparse ? 0 : decay, RowSparse = rowSparse }).Create([table, matrix], workers);
            for (int step = 0; step < 3; step++)
            {
                Touch(table, step, 500);
                Fill(matrix.Gradient, (ulong)(10 + step));
                optimizer.ApplyGradients();
            }

            return [.. table.Values, .. matrix.Values];
        }

        foreach (bool rowSparse in new[] { false, true })
        {
            float[] one = Train(1, rowSparse);
            Assert.Equal(one, Train(2, rowSparse));
            Assert.Equal(one, Train(3, rowSparse));
        }
    }

    [Fact]
    public void ApplyGradients_RowSparse_LeavesOtherRowsAndTheirMemoryAlone()
    {
        foreach (OptimizerOptions options in Kinds.Values)
        {
            var table = new Parameter("table", new TensorShape(10, 5), rowGradients: true);
            Fill(table.Values, 4);
            float[] before = table.Values.ToArray();
            IOptimizer optimizer = (options with { RowSparse = true }).Create([table]);
            for (int step = 0; step < 5; step++)
            {
                table.Touched!.Add([3, 7]);
                table.Gradient.Slice(15, 5).Fill(0.5f);
                table.Gradient.Slice(35, 5).Fill(-0.5f);
                optimizer.ApplyGradients();
            }

            for (int row = 0; row < 10; row++)
                Assert.Equal(row is not (3 or 7), table.Values.Slice(row * 5, 5).SequenceEqual(before.AsSpan(row * 5, 5)));
        }
    }

    [Fact]
    public void ApplyGradients_SteadyStep_AllocatesNothing()
    {
        using var workers = new Workers(2);
        foreach (OptimizerOptions options in Kinds.Values)
        {
            var table = new Parameter("table", new TensorShape(3_000, 64), rowGradients: true);
            IOptimizer optimizer = options.Create([table], workers);
            Touch(table, 0, 50);
            optimizer.ApplyGradients();
            // The first time that two threads wait for each other, the runtime makes what it needs for that; a step that allocates does so every time.
            long least = long.MaxValue;
            for (int step = 1; step <= 5; step++)
            {
                Touch(table, step, 50);
                long before = GC.GetAllocatedBytesForCurrentThread();
                GradientClipping.ClipToNorm([], 1);
                optimizer.ApplyGradients();
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            Assert.Equal(0, least);
        }
    }

    [Fact]
    public void ClipToNorm_TableWithFewRows_ClipsAsTheWholeGradient()
    {
        var known = new Parameter("known", new TensorShape(40, 6), rowGradients: true);
        var dense = new Parameter("dense", new TensorShape(40, 6));
        Touch(known, 0, 7);
        known.Gradient.CopyTo(dense.Gradient);

        double norm = GradientClipping.ClipToNorm([known], 0.25);

        Assert.Equal(Math.Sqrt(dense.Gradient.ToArray().Sum(value => (double)value * value)), norm, 1e-6);
        Assert.Equal(0.25, GradientClipping.Norm([known]), 1e-5);
        Assert.Equal(norm, GradientClipping.ClipToNorm([dense], 0.25), 1e-6);
        GradientClipping.ClipToValue([known], 0.01f);
        Assert.All(known.Gradient.ToArray(), value => Assert.InRange(value, -0.01f, 0.01f));
        Assert.Contains(known.Gradient.ToArray(), value => value == 0.01f);
    }

    private static void Fill(Span<float> values, ulong seed)
    {
        var source = new SeededGenerator(seed);
        foreach (ref float value in values)
            value = (float)((2 * source.NextDouble()) - 1);
    }

    private static void Touch(Parameter table, int step, int reads)
    {
        var source = new SeededGenerator(SeededGenerator.Derive(77, (ulong)step));
        int width = table.Shape.Length / table.Shape.Dimensions[0];
        for (int read = 0; read < reads; read++)
        {
            // The last third of the rows is never read.
            int row = source.NextBelow(table.Shape.Dimensions[0] * 2 / 3);
            table.Touched!.Add([row]);
            foreach (ref float slope in table.Gradient.Slice(row * width, width))
                slope += (float)((2 * source.NextDouble()) - 1);
        }
    }
}
