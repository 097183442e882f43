using Federated.Benchmarks.Inputs;
using Federated.Learning.Kernels;

namespace Federated.Benchmarks.Workloads;

/// <summary>One float32 matrix product of operands in [−1, 1). Its proofs are Σ|c| and Σ|c|·(i + 1)/length, which tells a moved element too.</summary>
internal sealed class DenseProduct(ProductShape shape, Workers workers) : IWorkload
{
    private readonly Memory<float> _left = AlignedValues.Uniform(61, shape.Rows * shape.Inner);
    private readonly Memory<float> _right = AlignedValues.Uniform(62, shape.Inner * shape.Columns);
    private readonly Memory<float> _product = AlignedValues.Zeros(shape.Rows * shape.Columns);

    public double PerStep => shape.Operations / 1e9;

    public double Step()
    {
        MatrixOperand left = shape.LeftTransposed
            ? MatrixOperand.Transposed(_left.Span, shape.Inner, shape.Rows)
            : MatrixOperand.RowMajor(_left.Span, shape.Rows, shape.Inner);
        MatrixOperand right = shape.RightTransposed
            ? MatrixOperand.Transposed(_right.Span, shape.Columns, shape.Inner)
            : MatrixOperand.RowMajor(_right.Span, shape.Inner, shape.Columns);
        MatrixProduct.Multiply(left, right, _product.Span, shape.Columns, workers: workers);
        return 0;
    }

    public IReadOnlyDictionary<string, double> Prove()
    {
        Step();
        ReadOnlySpan<float> values = _product.Span;
        double sum = 0, ramp = 0;
        for (int index = 0; index < values.Length; index++)
        {
            double size = Math.Abs((double)values[index]);
            sum += size;
            ramp += size * (index + 1) / values.Length;
        }

        return new Dictionary<string, double> { ["absolute_sum"] = sum, ["ramped_sum"] = ramp };
    }
}
