using Federated.Computations;
using Federated.Learning.State;

namespace Federated.Tasks.Stages;

/// <summary>What a node keeps of a stage that is made robust: what the stage itself keeps, and the vector that it sends in each pass of one geometric median.</summary>
internal static class RobustMemory
{
    private const string Own = "own";
    private const string Vector = "vector";

    /// <summary>What the stage itself kept, whether or not it was made robust; null when it kept nothing.</summary>
    public static ModelSnapshot? OwnOf(ModelSnapshot? kept) => Read(kept).Own.Current;

    public static (NodeMemory Own, NodeMemory Vector) Read(ModelSnapshot? kept)
    {
        if (kept is null || !kept.Metadata.ContainsKey($"{Vector}/"))
            return (new NodeMemory { Current = kept }, new NodeMemory());
        var parts = SnapshotParts.Split(kept);
        return (new NodeMemory { Current = parts.GetValueOrDefault(Own) }, new NodeMemory { Current = parts[Vector] });
    }

    public static ModelSnapshot? Write(NodeMemory own, NodeMemory vector)
    {
        if (vector.Current is null)
            return own.Current;
        var parts = new Dictionary<string, ModelSnapshot>(StringComparer.Ordinal) { [Vector] = vector.Current };
        if (own.Current is not null)
            parts[Own] = own.Current;
        return SnapshotParts.Join(parts, new Dictionary<string, string>());
    }
}
