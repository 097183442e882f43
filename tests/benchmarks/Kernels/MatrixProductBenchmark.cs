using System.Diagnostics;
using System.Runtime.InteropServices;
using Federated.Learning.Kernels;

namespace Federated.Benchmarks.Kernels;

/// <summary>The speed of a float32 matrix product of one shape, in billions of floating point operations a second.</summary>
internal sealed unsafe class MatrixProductBenchmark : IDisposable
{
    private const int Alignment = 64;
    private const double SecondsEach = 0.005;
    private readonly float* _left;
    private readonly float* _right;
    private readonly float* _result;

    /// <param name="rows">m.</param>
    /// <param name="columns">n.</param>
    /// <param name="inner">k.</param>
    /// <param name="leftTransposed">A lies in memory as k × m.</param>
    /// <param name="rightTransposed">B lies in memory as n × k.</param>
    public MatrixProductBenchmark(int rows, int columns, int inner, bool leftTransposed = false, bool rightTransposed = false)
    {
        Rows = rows;
        Columns = columns;
        Inner = inner;
        LeftTransposed = leftTransposed;
        RightTransposed = rightTransposed;
        _left = Allocate(rows * inner);
        _right = Allocate(inner * columns);
        _result = Allocate(rows * columns);
    }

    public int Rows { get; }

    public int Columns { get; }

    public int Inner { get; }

    public bool LeftTransposed { get; }

    public bool RightTransposed { get; }

    /// <summary>The median of several measurements of some milliseconds.</summary>
    public double Measure(Workers? workers = null, int measurements = 21)
    {
        int repetitions = 1;
        while (Seconds(repetitions, workers) < SecondsEach)
            repetitions *= 2;
        double[] seconds = [.. Enumerable.Range(0, measurements).Select(_ => Seconds(repetitions, workers)).Order()];
        return 2.0 * Rows * Columns * Inner * repetitions / seconds[measurements / 2] / 1e9;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_left);
        NativeMemory.AlignedFree(_right);
        NativeMemory.AlignedFree(_result);
    }

    private static float* Allocate(int length)
    {
        var values = (float*)NativeMemory.AlignedAlloc((nuint)length * sizeof(float), Alignment);
        for (int index = 0; index < length; index++)
            values[index] = MathF.Sin(index);
        return values;
    }

    private double Seconds(int repetitions, Workers? workers)
    {
        var left = new ReadOnlySpan<float>(_left, Rows * Inner);
        var right = new ReadOnlySpan<float>(_right, Inner * Columns);
        MatrixOperand a = LeftTransposed ? MatrixOperand.Transposed(left, Inner, Rows) : MatrixOperand.RowMajor(left, Rows, Inner);
        MatrixOperand b = RightTransposed ? MatrixOperand.Transposed(right, Columns, Inner) : MatrixOperand.RowMajor(right, Inner, Columns);
        long start = Stopwatch.GetTimestamp();
        for (int repetition = 0; repetition < repetitions; repetition++)
            MatrixProduct.Multiply(a, b, new Span<float>(_result, Rows * Columns), Columns, workers: workers);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
