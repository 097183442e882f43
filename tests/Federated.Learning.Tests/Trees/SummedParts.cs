using Federated.Learning.Trees;

namespace Federated.Learning.Tests.Trees;

/// <summary>Several tables whose rows stay apart: only their histograms are added.</summary>
internal sealed class SummedParts(IReadOnlyList<LocalRows> parts) : IHistogramSource
{
    public void Sum(int node, ReadOnlySpan<int> columns, Span<double> histogram)
    {
        var part = new double[histogram.Length];
        histogram.Clear();
        foreach (LocalRows rows in parts)
        {
            rows.Sum(node, columns, part);
            for (int index = 0; index < part.Length; index++)
                histogram[index] += part[index];
        }
    }

    public void Divide(int node, Split split, int leftChild)
    {
        foreach (LocalRows rows in parts)
            rows.Divide(node, split, leftChild);
    }
}
