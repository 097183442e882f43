using System.Collections.Immutable;
using System.Globalization;
using Federated.Learning.State;

namespace Federated.Computations.Statistics.Quantiles;

/// <summary>
/// Brackets as a snapshot: F64 tensors <c>round</c> [1] and for each numeric column <c>quantiles.i</c> [probabilities × 4]: lower, upper, value, standing
/// (the number of <see cref="BracketStanding"/>).
/// </summary>
public static class QuantileSnapshot
{
    private const int Width = 4;
    private const int MostRounds = 64;

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(QuantileState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var tensors = new List<NamedTensor> { SnapshotFigures.Write("round", [state.Round]) };
        for (int column = 0; column < state.Brackets.Length; column++)
        {
            tensors.Add(SnapshotFigures.Write(Name(column), state.Brackets[column]
                .SelectMany(bracket => new[] { bracket.Lower, bracket.Upper, bracket.Value, (double)bracket.Standing })));
        }

        return new ModelSnapshot(tensors);
    }

    /// <summary>Reads what <see cref="Write"/> wrote for the same plan.</summary>
    /// <exception cref="ContributionException">The snapshot does not fit the plan, or holds a bracket that no round leaves.</exception>
    public static QuantileState Read(ModelSnapshot snapshot, QuantilePlan plan)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(plan);
        StateTensors.RequireCount(snapshot, 1 + plan.Columns.Numeric.Length);
        int round = SnapshotFigures.Integers(snapshot, "round", 1, 0, MostRounds)[0];
        QuantileState state = QuantileState.Begin(plan);
        return new QuantileState(plan, round, [.. state.Brackets.Select((_, column) => Column(snapshot, plan, column))]);
    }

    private static string Name(int column) => string.Create(CultureInfo.InvariantCulture, $"quantiles.{column}");

    private static ImmutableArray<QuantileBracket> Column(ModelSnapshot snapshot, QuantilePlan plan, int column)
    {
        double[] figures = SnapshotFigures.Read(snapshot, Name(column));
        if (figures.Length != Width * plan.Probabilities.Length)
            throw new ContributionException($"The state has {figures.Length} figures of quantiles, not {Width * plan.Probabilities.Length}: it belongs to another job.");
        return [.. figures.Chunk(Width).Select(bracket => Bracket(bracket, plan.Columns.Numeric[column]))];
    }

    private static QuantileBracket Bracket(double[] figures, NumericColumn column)
    {
        bool isOrdered = figures[0] >= column.Minimum && figures[0] < figures[1] && figures[1] <= column.Maximum && figures[2] >= figures[0] && figures[2] <= figures[1];
        if (!isOrdered || !double.IsInteger(figures[3]) || !Enum.IsDefined((BracketStanding)figures[3]))
            throw new ContributionException($"A quantile of column '{column.Name}' is no bracket within the declared range; ask for the state again.");
        return new QuantileBracket(figures[0], figures[1], figures[2], (BracketStanding)figures[3]);
    }
}
