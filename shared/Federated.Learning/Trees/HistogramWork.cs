using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Federated.Learning.Kernels;

namespace Federated.Learning.Trees;

/// <summary>
/// Sums the statistics of a node's rows into bins. A chunk is a group of columns whose sums fit the first-level cache together: for each row the
/// gradient, hessian and count are loaded once and added to one bin of each column as one vector of four binary64 numbers (the fourth stays 0). Each sum
/// is over the rows in their order, whatever the thread.
/// </summary>
internal sealed unsafe class HistogramWork(BinnedTable table, HistogramLayout layout) : ParallelWork
{
    /// <summary>Columns of a chunk.</summary>
    public const int Group = 4;

    private const int Codes = 256;
    private const int Lanes = 4;

    /// <summary>The node's rows.</summary>
    public int* Rows;

    /// <summary>Their number.</summary>
    public int Count;

    /// <summary>Statistics by output, each in the order of <see cref="Rows"/>, <see cref="StatisticsStride"/> apart.</summary>
    public GradientStatistic* Statistics;

    /// <summary>Distance of one output's statistics from the next.</summary>
    public long StatisticsStride;

    /// <summary>The vector to write.</summary>
    public double* Histogram;

    /// <summary>Wanted columns.</summary>
    public int* Columns;

    /// <summary>Number of wanted columns.</summary>
    public int ColumnCount;

    /// <summary>Chunks that cover the wanted columns.</summary>
    public int Chunks => (ColumnCount + Group - 1) / Group;

    [SkipLocalsInit]
    public override void Run(int chunk)
    {
        int first = chunk * Group;
        int columns = Math.Min(Group, ColumnCount - first);
        byte* room = stackalloc byte[(Group * Codes * Lanes * sizeof(double)) + 64];
        var sums = (double*)(((nint)room + 63) & ~(nint)63);
        for (int output = 0; output < layout.Outputs; output++)
        {
            new Span<double>(sums, columns * Codes * Lanes).Clear();
            var statistics = (float*)(Statistics + (output * StatisticsStride));
            if (columns == Group)
                SumGroup(statistics, first, sums);
            for (int column = 0; column < columns; column++)
            {
                double* columnSums = sums + (column * Codes * Lanes);
                if (columns < Group)
                    SumColumn(statistics, table.Address(Columns[first + column]), columnSums);
                WritePlanes(columnSums, Histogram + layout.IndexOf(output, Columns[first + column], 0));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumGroup(float* statistics, int first, double* sums)
    {
        byte* codes0 = table.Address(Columns[first]), codes1 = table.Address(Columns[first + 1]);
        byte* codes2 = table.Address(Columns[first + 2]), codes3 = table.Address(Columns[first + 3]);
        double* sums1 = sums + (Codes * Lanes), sums2 = sums1 + (Codes * Lanes), sums3 = sums2 + (Codes * Lanes);
        int* rows = Rows;
        nint count = Count;
        for (nint index = 0; index < count; index++)
        {
            nint row = rows[index];
            Vector256<double> statistic = Widen(statistics + (index * Lanes));
            Add(sums, codes0[row], statistic);
            Add(sums1, codes1[row], statistic);
            Add(sums2, codes2[row], statistic);
            Add(sums3, codes3[row], statistic);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumColumn(float* statistics, byte* codes, double* sums)
    {
        int* rows = Rows;
        nint count = Count;
        for (nint index = 0; index < count; index++)
            Add(sums, codes[rows[index]], Widen(statistics + (index * Lanes)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(double* sums, byte code, Vector256<double> statistic)
    {
        double* sum = sums + ((nint)code * Lanes);
        (Vector256.LoadAligned(sum) + statistic).StoreAligned(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Widen(float* statistic)
    {
        Vector128<float> narrow = Vector128.Load(statistic);
        if (Avx.IsSupported)
            return Avx.ConvertToVector256Double(narrow);
        (Vector128<double> lower, Vector128<double> upper) = Vector128.Widen(narrow);
        return Vector256.Create(lower, upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WritePlanes(double* sums, double* planes)
    {
        int slots = layout.Slots;
        for (int slot = 0; slot < slots; slot++)
        {
            double* sum = sums + ((slot == layout.Bins ? ColumnBins.Missing : slot) * Lanes);
            planes[slot] = sum[0];
            planes[slots + slot] = sum[1];
            planes[(2 * slots) + slot] = sum[2];
        }
    }
}
