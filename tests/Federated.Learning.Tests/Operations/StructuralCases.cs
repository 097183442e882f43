using Federated.Learning.Kernels;
using Federated.Learning.Operations;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Tests.Operations;

internal sealed class StructuralCases : IOperationCases
{
    public IEnumerable<OperationCase> Cases =>
    [
        new("SumOverLast", "rows of 19", test => test.Graph.SumOverLast(test.Input(3, 19))),
        new("SumOverLast", "kept", test => test.Graph.SumOverLast(test.Input(2, 3, 5), keepDimension: true)),
        new("SumOverLast", "mean", test => test.Graph.MeanOverLast(test.Input(4, 33))),
        new("SumOverLast", "all", test => test.Graph.Sum(test.Input(3, 4))),
        new("SumOverLast", "mean of all, squared", test => test.Graph.Square(test.Graph.Mean(test.Input(5, 9)))),
        new("SumOverLast", "variance: one tensor twice", test =>
        {
            Tensor x = test.Input(3, 7);
            return test.Graph.MeanOverLast(test.Graph.Square(test.Graph.Subtract(x, test.Graph.MeanOverLast(x, keepDimension: true))));
        }),
        new("SumOverLast", "parameter", test => test.Graph.SumOverLast(test.Parameter(3, 4))),
        new("MaximumOverLast", "rows of 9", test => test.Graph.MaximumOverLast(test.Distinct(4, 9))),
        new("MaximumOverLast", "kept, parameter", test => test.Graph.Square(test.Graph.MaximumOverLast(test.Table(4, 9), keepDimension: true))),
        new("LogSumExp", "rows of 19", test => test.Graph.LogSumExp(test.Input(3, 19))),
        new("LogSumExp", "one, parameter", test => test.Graph.LogSumExp(test.Parameter(3, 1), keepDimension: true)),
        new("LogSumExp", "log-softmax: one tensor twice", test =>
        {
            Tensor x = test.Input(3, 5);
            return test.Graph.Subtract(x, test.Graph.LogSumExp(x, keepDimension: true));
        }),
        new("Concatenate", "last dimension", test => test.Graph.Square(test.Graph.Concatenate([test.Input(3, 2), test.Input(3, 17), test.Parameter(3, 1)]))),
        new("Concatenate", "first dimension, one tensor twice", test =>
        {
            Tensor x = test.Input(2, 3);
            return test.Graph.Square(test.Graph.Concatenate([x, test.Input(1, 3), x], 0));
        }),
        new("Concatenate", "middle dimension", test => test.Graph.Square(test.Graph.Concatenate([test.Input(2, 1, 3), test.Input(2, 4, 3)], 1))),
        new("Slice", "last dimension, overlapping", test =>
        {
            Tensor x = test.Input(3, 9);
            return test.Graph.Multiply(test.Graph.Slice(x, -1, 0, 5), test.Graph.Slice(x, -1, 2, 5));
        }),
        new("Slice", "middle dimension", test => test.Graph.Square(test.Graph.Slice(test.Input(2, 5, 3), 1, 1, 3))),
        new("Slice", "one position selected of a parameter", test => test.Graph.Square(test.Graph.Select(test.Parameter(4, 3), 0, 2))),
        new("Permute", "transposed", test => test.Graph.Square(test.Graph.Transpose(test.Input(3, 5)))),
        new("Permute", "inner run", test => test.Graph.Square(test.Graph.Permute(test.Input(2, 3, 4), 1, 0, 2))),
        new("Permute", "four dimensions, used twice", test =>
        {
            Tensor x = test.Input(2, 3, 2, 4);
            return test.Graph.Multiply(test.Graph.Permute(x, 3, 0, 2, 1), test.Graph.Permute(x, -1, 0, -2, 1));
        }),
        new("Permute", "parameter", test => test.Graph.Square(test.Graph.Transpose(test.Parameter(3, 2)))),
        new("Affine", "with bias", test => test.Graph.Affine(test.Input(5, 19), test.Parameter(7, 19), test.Parameter(7))),
        new("Affine", "three dimensions, no bias", test => test.Graph.Affine(test.Input(2, 3, 4), test.Parameter(5, 4), null)),
        new("Affine", "rectifier", test => test.Graph.Affine(test.Input(3, 4), test.Parameter(5, 4), test.Parameter(5), Activation.Relu)),
        new("Affine", "logistic", test => test.Graph.Affine(test.Input(3, 4), test.Parameter(17, 4), test.Parameter(17), Activation.Sigmoid)),
        new("Affine", "hyperbolic tangent, batch of one", test => test.Graph.Affine(test.Input(1, 4), test.Parameter(5, 4), test.Parameter(5), Activation.Tanh)),
        new("Affine", "weight and bias that are computed", test => test.Graph.Affine(test.Input(3, 4), test.Input(2, 4), test.Input(2))),
        new("Affine", "input used twice, through a view", test =>
        {
            Tensor x = test.Input(2, 6);
            Tensor view = test.Graph.Reshape(x, new TensorShape(4, 3));
            return test.Graph.Add(test.Graph.Affine(view, test.Parameter(2, 3), null), test.Graph.Affine(view, test.Parameter(2, 3), test.Parameter(2)));
        }),
    ];
}
