using Federated.Benchmarks.Inputs;
using Federated.Learning.Kernels;

namespace Federated.Benchmarks.Workloads;

/// <summary>C = A·B of n × n float32 matrices; 2n³ operations.</summary>
internal sealed class SquareProduct(int size, Workers workers) : IWorkload
{
    private readonly float[] _left = SyntheticStream.Uniform(61, size * size);
    private readonly float[] _right = SyntheticStream.Uniform(62, size * size);
    private readonly float[] _product = new float[size * size];

    public double PerStep => 2 * Math.Pow(size, 3) / 1e9;

    public double Step()
    {
        MatrixProduct.Multiply(MatrixOperand.RowMajor(_left, size, size), MatrixOperand.RowMajor(_right, size, size), _product, size, workers: workers);
        return 0;
    }

    public IReadOnlyDictionary<string, double> Prove()
    {
        Step();
        return new Dictionary<string, double> { ["absolute_sum"] = _product.Sum(value => Math.Abs((double)value)) };
    }
}
