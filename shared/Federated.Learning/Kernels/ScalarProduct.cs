namespace Federated.Learning.Kernels;

/// <summary>The product without vectors: for processors without them, and what the vector paths are held against.</summary>
internal static unsafe class ScalarProduct
{
    public static void Run(in ProductArguments product)
    {
        for (int row = 0; row < product.Rows; row++)
        {
            float* target = product.C + (row * product.CRow);
            for (int column = 0; column < product.Columns; column++)
            {
                float sum = (product.Accumulate ? target[column] : 0) + (product.Bias == null ? 0 : product.Bias[column]);
                float* left = product.A + (row * product.ARow), right = product.B + (column * product.BColumn);
                for (int inner = 0; inner < product.Inner; inner++, left += product.AColumn, right += product.BRow)
                    sum = MathF.FusedMultiplyAdd(*left, *right, sum);
                target[column] = product.Activation == Activation.Relu && sum < 0 ? 0 : sum;
            }
        }
    }
}
