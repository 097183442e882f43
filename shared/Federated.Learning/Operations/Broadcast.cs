using Federated.Learning.State;

namespace Federated.Learning.Operations;

/// <summary>
/// How two shapes meet under broadcasting (NumPy's rule: shapes are aligned at their last dimension, and a size of 1 or a missing one is repeated). Neighbouring
/// dimensions that behave alike are merged; what remains is runs of <see cref="Width"/> elements, in which an operand either advances or stands still.
/// </summary>
internal sealed class Broadcast
{
    public Broadcast(TensorShape left, TensorShape right)
    {
        int rank = Math.Max(left.Dimensions.Length, right.Dimensions.Length);
        var sizes = new int[rank];
        var merged = new List<(int Size, bool Left, bool Right)>();
        for (int dimension = 0; dimension < rank; dimension++)
        {
            int one = SizeOf(left, dimension - rank), other = SizeOf(right, dimension - rank);
            if (one != other && one != 1 && other != 1)
                throw new ArgumentException($"Shapes {left} and {right} cannot be broadcast: dimension {dimension - rank} is {one} in one and {other} in the other.");
            int size = sizes[dimension] = one == 1 ? other : one;
            if (size == 1)
                continue;
            var part = (Size: size, Left: one != 1, Right: other != 1);
            if (merged.Count > 0 && merged[^1].Left == part.Left && merged[^1].Right == part.Right)
                merged[^1] = part with { Size = size * merged[^1].Size };
            else
                merged.Add(part);
        }

        Shape = new TensorShape(sizes);
        if (merged.Count == 0)
            merged.Add((1, true, true));
        Width = merged[^1].Size;
        LeftAdvances = merged[^1].Left;
        RightAdvances = merged[^1].Right;
        int runs = Width == 0 ? 0 : Shape.Length / Width;
        LeftOffsets = Offsets(merged, runs, part => part.Left);
        RightOffsets = Offsets(merged, runs, part => part.Right);
    }

    public TensorShape Shape { get; }

    /// <summary>Elements of a run.</summary>
    public int Width { get; }

    /// <summary>Whether the left operand advances within a run; else one element of it meets the whole run.</summary>
    public bool LeftAdvances { get; }

    public bool RightAdvances { get; }

    /// <summary>Where each run begins in the left operand.</summary>
    public int[] LeftOffsets { get; }

    public int[] RightOffsets { get; }

    private static int SizeOf(TensorShape shape, int fromLast)
        => -fromLast <= shape.Dimensions.Length ? shape.Dimensions[shape.Dimensions.Length + fromLast] : 1;

    private static int[] Offsets(List<(int Size, bool Left, bool Right)> parts, int runs, Func<(int Size, bool Left, bool Right), bool> advances)
    {
        var offsets = new int[runs];
        for (int run = 0; run < runs; run++)
        {
            int rest = run, stride = advances(parts[^1]) ? parts[^1].Size : 1;
            for (int index = parts.Count - 2; index >= 0; index--)
            {
                int position = rest % parts[index].Size;
                rest /= parts[index].Size;
                if (!advances(parts[index]))
                    continue;
                offsets[run] += position * stride;
                stride *= parts[index].Size;
            }
        }

        return offsets;
    }
}
