using Federated.Learning.Kernels;

namespace Federated.Learning.Operations;

/// <summary>Squared norms of single examples' gradients, from what layers read and the gradients of what they wrote.</summary>
internal static class ExampleNorms
{
    /// <summary>
    /// For ∂W = Σₜ δₜ·xₜᵀ and ∂b = Σₜ δₜ over an example's rows t: ‖∂W‖² + ‖∂b‖² = Σₛₜ (xₛ·xₜ + 1)(δₛ·δₜ).
    /// </summary>
    /// <param name="inputs">x, rows × <paramref name="inputSize"/>.</param>
    /// <param name="inputSize">Width of x.</param>
    /// <param name="deltas">δ, rows × <paramref name="outputSize"/>.</param>
    /// <param name="outputSize">Width of δ.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="squares">One an example; rows are dealt to them in equal contiguous parts.</param>
    public static void AddAffine(ReadOnlySpan<float> inputs, int inputSize, ReadOnlySpan<float> deltas, int outputSize, bool bias, Span<float> squares)
    {
        int rows = deltas.Length / outputSize / squares.Length;
        if (rows == 1)
        {
            RowSquares.AddProducts(inputs, inputSize, bias ? 1 : 0, deltas, outputSize, squares);
            return;
        }

        for (int example = 0; example < squares.Length; example++)
        {
            float sum = 0;
            int first = example * rows;
            for (int one = first; one < first + rows; one++)
            {
                ReadOnlySpan<float> input = inputs.Slice(one * inputSize, inputSize);
                ReadOnlySpan<float> delta = deltas.Slice(one * outputSize, outputSize);
                for (int other = first; other <= one; other++)
                {
                    float slopes = (float)Reduction.Dot(delta, deltas.Slice(other * outputSize, outputSize));
                    float product = slopes * ((float)Reduction.Dot(input, inputs.Slice(other * inputSize, inputSize)) + (bias ? 1 : 0));
                    sum += other == one ? product : 2 * product;
                }
            }

            squares[example] += sum;
        }
    }
}
