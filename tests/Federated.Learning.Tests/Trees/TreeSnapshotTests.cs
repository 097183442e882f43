using Federated.Learning.State;
using Federated.Learning.Trees;

namespace Federated.Learning.Tests.Trees;

public sealed class TreeSnapshotTests
{
    private static readonly TrainingTable Table = Tables.Mixed(1, 800);

    private static readonly BoostedTrees Boosted = HistogramBoosting.Train(
        Table, new() { Trees = 6, MaximumLeaves = 10, Objective = BoostingObjective.Softmax, Classes = 3 });

    [Fact]
    public void ReadBoostedTrees_WhatWasCaptured_IsTheSameModel()
    {
        ModelSnapshot snapshot = Safetensors.Read(Safetensors.Write(Boosted.Capture()));

        BoostedTrees restored = TreeSnapshots.ReadBoostedTrees(snapshot);

        Assert.Equal(Boosted.Predict(Table.Features), restored.Predict(Table.Features));
        Assert.Equal(Boosted.Importances().ToArray(), restored.Importances().ToArray());
        Assert.Equal(snapshot.ContentHash(), restored.Capture().ContentHash());
        Assert.Contains(Boosted.Importances(), importance => importance.Splits > 0 && importance.Gain > 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void ReadRandomForest_WhatWasCaptured_IsTheSameModel(int classes)
    {
        BaggedTrees forest = RandomForest.Train(Table, new() { Trees = 5, Classes = classes });

        BaggedTrees restored = TreeSnapshots.ReadRandomForest(Safetensors.Read(Safetensors.Write(forest.Capture())));

        Assert.Equal(forest.Predict(Table.Features), restored.Predict(Table.Features));
        Assert.Equal(classes, restored.Classes);
        Assert.Equal(forest.Baseline, restored.Baseline);
    }

    [Fact]
    public void Capture_CategoricalTests_AreThere() => Assert.True(Boosted.Capture()["nodes.left_bins"].Shape.Length > 0, "No test is categorical: these tests show too little.");

    [Theory]
    [InlineData("nodes.left_child", 0, 0, "children")]
    [InlineData("nodes.left_child", 0, 1e6, "children")]
    [InlineData("nodes.left_child", 0, 2147483646, "children")]
    [InlineData("nodes.left_child", 0, 3, "child")]
    [InlineData("nodes.left_child", 0, 1.5, "whole number")]
    [InlineData("nodes.left_child", 0, -7, "whole number")]
    [InlineData("nodes.column", 0, 5, "whole number from -1 to 4")]
    [InlineData("nodes.column", 0, -1, "parent")]
    [InlineData("nodes.bin", 0, 256, "whole number")]
    [InlineData("nodes.bin", 0, 254, "bin")]
    [InlineData("nodes.missing_left", 0, 2, "whole number")]
    [InlineData("nodes.left_bins", 0, -1, "32 bits")]
    [InlineData("nodes.left_bins", 0, 4294967296, "32 bits")]
    [InlineData("nodes.value", 0, double.NaN, "not finite")]
    [InlineData("bins.kind", 0, 2, "whole number")]
    [InlineData("bins.kind", 0, 1, "")]
    [InlineData("bins.count", 0, 300, "whole number")]
    [InlineData("bins.count", 0, 3, "needed")]
    [InlineData("bins.edges", 0, 1e30, "edge 1")]
    [InlineData("trees.nodes", 0, 1, "")]
    [InlineData("trees.nodes", 0, 2147483647, "needed")]
    [InlineData("baseline", 0, double.PositiveInfinity, "not finite")]
    public void ReadBoostedTrees_OneNumberOutOfPlace_IsRefused(string tensor, int index, double value, string because)
    {
        ModelSnapshot snapshot = Changed(tensor, values => values[index] = value);

        Assert.Contains(because, Assert.Throws<TreeSnapshotException>(() => TreeSnapshots.ReadBoostedTrees(snapshot)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadBoostedTrees_AnyNumberReplaced_IsReadOrRefused()
    {
        double[] strange = [-1, 0, 1, 2, 1e9, -1e300, double.NaN];
        foreach (NamedTensor tensor in Boosted.Capture().Tensors)
        {
            for (int index = 0; index < tensor.Shape.Length; index += 1 + (tensor.Shape.Length / 20))
            {
                foreach (double value in strange)
                {
                    ModelSnapshot snapshot = Changed(tensor.Name, values => values[index] = value);
                    if (Record.Exception(() => TreeSnapshots.ReadBoostedTrees(snapshot).Predict(Table.Features[..50])) is { } thrown)
                        Assert.IsType<TreeSnapshotException>(thrown);
                }
            }
        }
    }

    [Fact]
    public void ReadBoostedTrees_TensorLeftOut_IsRefusedByName()
    {
        ModelSnapshot whole = Boosted.Capture();
        foreach (NamedTensor missing in whole.Tensors)
        {
            var snapshot = new ModelSnapshot(whole.Tensors.Where(tensor => tensor != missing), whole.Metadata);

            Assert.Contains(missing.Name, Assert.Throws<TreeSnapshotException>(() => TreeSnapshots.ReadBoostedTrees(snapshot)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_AnotherModel_IsRefused()
    {
        Assert.Contains("another model", Assert.Throws<TreeSnapshotException>(() => TreeSnapshots.ReadRandomForest(Boosted.Capture())).Message, StringComparison.Ordinal);
        ModelSnapshot whole = Boosted.Capture();
        var unknown = new ModelSnapshot(whole.Tensors, whole.Metadata.SetItem("kind", "Unheard"));
        Assert.Contains("Unheard", Assert.Throws<TreeSnapshotException>(() => TreeSnapshots.ReadBoostedTrees(unknown)).Message, StringComparison.Ordinal);
        var other = new ModelSnapshot(whole.Tensors, whole.Metadata.SetItem("kind", "Logistic"));
        Assert.Contains("baseline", Assert.Throws<TreeSnapshotException>(() => TreeSnapshots.ReadBoostedTrees(other)).Message, StringComparison.Ordinal);
    }

    private static ModelSnapshot Changed(string name, Action<double[]> change)
    {
        ModelSnapshot whole = Boosted.Capture();
        double[] values = whole.Doubles(name).ToArray();
        change(values);
        return new ModelSnapshot(
            whole.Tensors.Where(tensor => tensor.Name != name).Append(new DoubleTensor(name, whole[name].Shape, values)), whole.Metadata);
    }
}
