using Federated.Learning.Operations;

namespace Federated.Learning.Tests.Operations;

internal sealed class WindowCases : IOperationCases
{
    public IEnumerable<OperationCase> Cases =>
    [
        new("Convolve2d", "plain", test => test.Graph.Convolve2d(test.Input(2, 2, 4, 5), test.Parameter(3, 2, 3, 3), test.Parameter(3))),
        new("Convolve2d", "batch of one, no bias, padded", test => test.Graph.Convolve2d(test.Input(1, 1, 3, 4), test.Parameter(2, 1, 3, 3), null, padding: 1)),
        new("Convolve2d", "stride, padding and dilation differ in each dimension", test => test.Graph.Convolve2d(
            test.Input(2, 2, 6, 7), test.Parameter(2, 2, 2, 3), test.Parameter(2), new Extent(2, 1), new Extent(1, 2), new Extent(1, 2))),
        new("Convolve2d", "groups", test => test.Graph.Convolve2d(test.Input(2, 4, 3, 3), test.Parameter(6, 2, 2, 2), test.Parameter(6), groups: 2)),
        new("Convolve2d", "each channel by itself, stride beyond the window", test => test.Graph.Convolve2d(test.Input(2, 3, 5, 5), test.Parameter(3, 1, 2, 2), test.Parameter(3), stride: 3, padding: 1, groups: 3)),
        new("Convolve2d", "window of one pixel", test => test.Graph.Convolve2d(test.Input(2, 3, 2, 4), test.Parameter(2, 3, 1, 1), test.Parameter(2))),
        new("Convolve2d", "weight that is computed, input used twice", test =>
        {
            Tensors.Tensor x = test.Input(1, 2, 3, 3);
            return test.Graph.Add(test.Graph.Convolve2d(x, test.Input(2, 2, 1, 1), null), test.Graph.Convolve2d(x, test.Input(2, 2, 3, 3), test.Input(2), padding: 1));
        }),
        new("Convolve2d", "over time", test => test.Graph.Convolve1d(test.Input(2, 3, 9), test.Parameter(4, 3, 3), test.Parameter(4), stride: 2, padding: 2, dilation: 2)),
        new("MaximumPool2d", "plain", test => test.Graph.MaximumPool2d(test.Distinct(2, 1, 4, 6), 2)),
        new("MaximumPool2d", "overlapping, padded, dilated", test => test.Graph.MaximumPool2d(test.Distinct(1, 2, 5, 6), new Extent(3, 2), 1, new Extent(1, 0), new Extent(1, 2))),
        new("MaximumPool2d", "over time, used twice", test =>
        {
            Tensors.Tensor x = test.Distinct(2, 2, 7);
            return test.Graph.Add(test.Graph.MaximumPool1d(x, 3, 2), test.Graph.MaximumPool1d(x, 3, 2, 1, 2));
        }),
        new("MaximumPool2d", "global", test => test.Graph.GlobalMaximumPool(test.Distinct(2, 3, 2, 4))),
        new("AveragePool2d", "plain", test => test.Graph.AveragePool2d(test.Input(2, 1, 4, 6), 2)),
        new("AveragePool2d", "padding counted", test => test.Graph.AveragePool2d(test.Input(1, 2, 5, 4), 3, 2, 1)),
        new("AveragePool2d", "padding left out", test => test.Graph.AveragePool2d(test.Input(1, 2, 5, 4), new Extent(3, 2), 1, 1, countPadding: false)),
        new("AveragePool2d", "over time, used twice", test =>
        {
            Tensors.Tensor x = test.Input(2, 2, 7);
            return test.Graph.Multiply(test.Graph.AveragePool1d(x, 3), test.Graph.AveragePool1d(x, 3));
        }),
        new("AveragePool2d", "global", test => test.Graph.GlobalAveragePool(test.Input(2, 3, 5))),
    ];
}
