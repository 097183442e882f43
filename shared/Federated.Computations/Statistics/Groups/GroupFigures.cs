namespace Federated.Computations.Statistics.Groups;

/// <summary>Sums over a group's rows.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Measured">Those that have the measure; 0 without one.</param>
/// <param name="Sum">Σu.</param>
/// <param name="Squares">Σu².</param>
internal readonly record struct GroupFigures(long Rows, long Measured, double Sum, double Squares)
{
    public static GroupFigures operator +(GroupFigures left, GroupFigures right)
        => new(left.Rows + right.Rows, left.Measured + right.Measured, left.Sum + right.Sum, left.Squares + right.Squares);

    /// <summary>Whether nothing of it is about fewer rows than the floor, but some.</summary>
    public bool IsShowable(int floor) => (Rows == 0 || Rows >= floor) && (Measured == 0 || Measured >= floor);
}
