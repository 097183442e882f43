namespace Federated.Learning.Solvers;

/// <summary>A matrix has no Cholesky factor: columns repeat one another, or there are fewer rows of data than columns and no penalty.</summary>
public sealed class NotPositiveDefiniteException : Exception
{
    internal NotPositiveDefiniteException(int row, double diagonal, double pivot)
        : base($"The matrix is not positive definite: row {row} has {diagonal:G6} on the diagonal and {pivot:G6} once the rows above it are taken out. "
            + "Column " + row + " of the data is constant, repeats a combination of the columns before it, or holds no data; drop it or raise the penalty.")
        => Row = row;

    /// <summary>The first row, counted from 0, that depends on those above it.</summary>
    public int Row { get; }
}
