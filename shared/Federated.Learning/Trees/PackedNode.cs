using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Federated.Learning.Trees;

/// <summary>
/// A node in eight bytes. A numerical test is (code + shift) mod 256 &gt; limit → right: missing values have code 255, so shift 1 turns them into the lowest
/// code and sends them left, shift 0 right. A leaf has limit 255, which no code exceeds, and itself as left child.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 1, Size = 8)]
internal readonly struct PackedNode
{
    /// <summary>Number of the left child in the ensemble.</summary>
    public readonly int Left;

    /// <summary>The tested column; 0 in a leaf.</summary>
    public readonly ushort Column;

    private readonly byte _limit;
    private readonly byte _shift;

    /// <summary>Packs a node.</summary>
    /// <param name="node">Its test, or a leaf.</param>
    /// <param name="number">Its number in the ensemble.</param>
    /// <param name="root">Number of its tree's root.</param>
    public PackedNode(TreeNode node, int number, int root)
    {
        Left = node.IsLeaf ? number : root + node.LeftChild;
        Column = (ushort)Math.Max(0, node.Column);
        _shift = node.MissingLeft ? (byte)1 : (byte)0;
        _limit = node.IsLeaf ? byte.MaxValue : (byte)(node.Bin + _shift);
    }

    /// <summary>The child that a code leads to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(byte code) => Left + ((byte)(code + _shift) > _limit ? 1 : 0);
}
