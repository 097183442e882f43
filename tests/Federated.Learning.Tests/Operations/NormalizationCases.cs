using Federated.Learning.Operations;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Tests.Operations;

internal sealed class NormalizationCases : IOperationCases
{
    public IEnumerable<OperationCase> Cases =>
    [
        new("LayerNorm", "width 19", test => test.Graph.LayerNorm(test.Input(3, 19), test.Parameter(19), test.Parameter(19), 19)),
        new("LayerNorm", "two dimensions, batch of one", test => test.Graph.LayerNorm(test.Input(1, 3, 4), test.Parameter(3, 4), test.Parameter(3, 4), 12)),
        new("LayerNorm", "no scale, used twice", test =>
        {
            Tensor x = test.Input(4, 6);
            return test.Graph.Multiply(test.Graph.LayerNorm(x, null, null, 6), test.Graph.LayerNorm(x, test.Input(6), test.Input(6), 6));
        }),
        new("BatchNorm", "rows", test => test.Graph.BatchNorm(test.Input(6, 19), test.Parameter(19), test.Parameter(19), Fresh(19))),
        new("BatchNorm", "images", test => test.Graph.BatchNorm(test.Input(3, 2, 3, 2), test.Parameter(2), test.Parameter(2), Fresh(2))),
        new("BatchNorm", "one image, no scale", test => test.Graph.Square(test.Graph.BatchNorm(test.Input(1, 2, 17), null, null, Fresh(2)))),
        new("BatchNorm", "used twice", test =>
        {
            Tensor x = test.Input(5, 3);
            return test.Graph.Multiply(test.Graph.BatchNorm(x, test.Input(3), test.Input(3), Fresh(3)), x);
        }),
        new("GroupNorm", "two groups", test => test.Graph.GroupNorm(test.Input(2, 4, 3), test.Parameter(4), test.Parameter(4), 2)),
        new("GroupNorm", "each channel by itself, images", test => test.Graph.GroupNorm(test.Input(2, 2, 3, 7), test.Parameter(2), test.Parameter(2), 2)),
        new("GroupNorm", "one group, rows, used twice", test =>
        {
            Tensor x = test.Input(1, 6);
            return test.Graph.Multiply(test.Graph.GroupNorm(x, test.Input(6), test.Input(6), 1), x);
        }),
    ];

    internal static BatchStatistics Fresh(int channels)
        => new(new StateTensor("running_mean", new TensorShape(channels)), new StateTensor("running_var", new TensorShape(channels), 1));
}
