using Federated.Learning.State;

namespace Federated.Learning.Tests.State;

public sealed class ModelSnapshotTests
{
    [Fact]
    public void Constructor_TwoTensorsOfOneName_IsRefused()
    {
        var tensor = new SingleTensor("w", new TensorShape(1), [1]);

        Assert.Contains("'w'", Assert.Throws<ArgumentException>(() => new ModelSnapshot([tensor, tensor])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_AreInOrdinalOrder()
    {
        var snapshot = new ModelSnapshot(new[] { "b", "a.10", "B", "a.2" }.Select(name => new SingleTensor(name, new TensorShape(0), [])));

        Assert.Equal(["B", "a.10", "a.2", "b"], snapshot.Tensors.Select(tensor => tensor.Name));
    }

    [Fact]
    public void Singles_OfADoubleTensorOrOfNone_NamesTheTensor()
    {
        var snapshot = new ModelSnapshot([new DoubleTensor("mean", new TensorShape(1), [1])]);

        Assert.Contains("'mean' is F64", Assert.Throws<InvalidOperationException>(() => snapshot.Singles("mean").Length).Message, StringComparison.Ordinal);
        Assert.Contains("'weight'", Assert.Throws<KeyNotFoundException>(() => snapshot.Singles("weight").Length).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ContentHash_OneBitChanged_IsAnother()
    {
        static string Hash(float value, string task)
            => new ModelSnapshot([new SingleTensor("w", new TensorShape(1), [value])], [new("task", task)]).ContentHash();

        Assert.Equal(4, new[] { Hash(1, "churn"), Hash(MathF.BitIncrement(1), "churn"), Hash(1, "churm"), Hash(0, "churn") }.Distinct().Count());
        Assert.NotEqual(Hash(0f, "churn"), Hash(-0f, "churn"));
    }

    [Fact]
    public void Constructor_ValuesThatDoNotFillTheShape_NamesBothCounts()
    {
        ArgumentException fault = Assert.Throws<ArgumentException>(() => new SingleTensor("w", new TensorShape(2, 3), new float[5]));

        Assert.Contains("[2, 3], which is 6 elements, but 5", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shape_ProductOrSizeOutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new TensorShape(65536, 65536));
        Assert.Throws<ArgumentException>(() => new TensorShape(-1));
        Assert.Throws<ArgumentException>(() => new TensorShape(1, 1, 1, 1, 1, 1, 1, 1, 1));
        Assert.Equal(1, new TensorShape().Length);
        Assert.Equal(0, new TensorShape(5, 0).Length);
    }
}
