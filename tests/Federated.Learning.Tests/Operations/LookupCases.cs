using Federated.Learning.Operations;
using Federated.Learning.Tensors;

namespace Federated.Learning.Tests.Operations;

internal sealed class LookupCases : IOperationCases
{
    public IEnumerable<OperationCase> Cases =>
    [
        new("Lookup", "repeated rows", test => test.Graph.Lookup(test.Table(5, 3), test.Indices("i", 5, [4, 0, 4, 2, 4, 0], 2, 3))),
        new("Lookup", "wide rows of a computed table", test => test.Graph.Lookup(test.Graph.Square(test.Input(4, 19)), test.Indices("i", 4, [1, 1, 3], 3))),
        new("Lookup", "one index, dense gradient, table used twice", test =>
        {
            Tensor table = test.Parameter(3, 4);
            return test.Graph.Multiply(test.Graph.Lookup(table, test.Indices("i", 3, [1], 1)), table);
        }),
        Of("sum", BagReduction.Sum),
        Of("mean", BagReduction.Mean),
        Of("maximum", BagReduction.Maximum),
        new("LookupBags", "lengths, one of them zero", test => Lengths(test, BagReduction.Mean)),
        new("LookupBags", "lengths, maximum", test => Lengths(test, BagReduction.Maximum)),
        new("LookupBags", "padding index, offsets, wide rows", test => test.Graph.LookupBagsAt(
            test.Table(6, 70), test.Indices("i", 6, [0, 2, 5, 2, 1, 0, 0], 7), test.Indices("o", 8, [0, 3, 3, 5], 4), BagReduction.Mean)),
    ];

    private static OperationCase Of(string title, BagReduction reduction)
        => new("LookupBags", title, test => test.Graph.LookupBags(test.Table(6, 5), test.Indices("i", 6, [1, 1, 3, 5, 0, 1], 2, 3), reduction));

    private static Tensor Lengths(CaseGraph test, BagReduction reduction)
        => test.Graph.LookupBags(test.Table(6, 3), test.Indices("i", 6, [1, 1, 3, 5, 0, 1, 2, 2, 4], 3, 3), reduction, test.Indices("l", 4, [2, 0, 3], 3));
}
