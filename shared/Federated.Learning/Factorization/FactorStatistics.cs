using Federated.Learning.Solvers;

namespace Federated.Learning.Factorization;

/// <summary>
/// Normal equations of every item's factors, given the users' factors u of f values. Layout: the packed lower triangle of Σ u·uᵀ over all users (used by
/// implicit feedback only), then for each item the number of its users, the packed lower triangle of Σ weight·u·uᵀ and Σ target·u over them. Length:
/// t + items·(1 + t + f) with t = f·(f+1)/2. The users' factors themselves do not leave the place where their ratings are.
/// </summary>
public sealed class FactorStatistics : SufficientStatistics
{
    internal FactorStatistics(int items, int factors)
        : base(PackedTriangle.Length(factors) + (items * (1L + PackedTriangle.Length(factors) + factors)))
    {
        Items = items;
        Factors = factors;
    }

    /// <summary>Number of items.</summary>
    public int Items { get; }

    /// <summary>f: the rank, and one more where items have a bias.</summary>
    public int Factors { get; }

    private int Triangle => PackedTriangle.Length(Factors);

    private int Stride => 1 + Triangle + Factors;

    internal double UsersOf(int item) => Values[Triangle + (item * Stride)];

    internal void AddUser(ReadOnlySpan<double> factors) => AddOuter(Values.AsSpan(0, Triangle), factors, 1);

    internal void AddItem(int item, ReadOnlySpan<double> factors, double weight, double target)
    {
        Span<double> part = Values.AsSpan(Triangle + (item * Stride), Stride);
        part[0]++;
        AddOuter(part.Slice(1, Triangle), factors, weight);
        Span<double> right = part[(1 + Triangle)..];
        for (int factor = 0; factor < factors.Length; factor++)
            right[factor] += target * factors[factor];
    }

    /// <summary>The factors that solve an item's equations with a penalty on the diagonal.</summary>
    internal double[] Solve(int item, double penalty)
    {
        ReadOnlySpan<double> part = Vector.Slice(Triangle + (item * Stride), Stride);
        double[] matrix = new double[Factors * Factors], sum = new double[Triangle];
        for (int index = 0; index < sum.Length; index++)
            sum[index] = Values[index] + part[1 + index];
        for (int factor = 0; factor < Factors; factor++)
            sum[PackedTriangle.Index(factor, factor)] += penalty;
        PackedTriangle.Unpack(sum, matrix, Factors);
        return Cholesky.Of(matrix, Factors).Solve(part[(1 + Triangle)..]);
    }

    private static void AddOuter(Span<double> triangle, ReadOnlySpan<double> factors, double weight)
    {
        for (int row = 0, index = 0; row < factors.Length; row++)
        {
            double scaled = weight * factors[row];
            for (int column = 0; column <= row; column++)
                triangle[index++] += scaled * factors[column];
        }
    }
}
