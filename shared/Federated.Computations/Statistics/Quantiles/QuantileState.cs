using System.Collections.Immutable;

namespace Federated.Computations.Statistics.Quantiles;

/// <summary>Brackets so far: edges alone, for the counts between them stay with the coordinator and are asked anew in every round.</summary>
/// <param name="Plan">What is wanted.</param>
/// <param name="Round">Rounds done.</param>
/// <param name="Brackets">For each numeric column one for each probability.</param>
public sealed record QuantileState(QuantilePlan Plan, int Round, ImmutableArray<ImmutableArray<QuantileBracket>> Brackets)
{
    /// <summary>Before the first round: nothing is known but the declared ranges.</summary>
    public static QuantileState Begin(QuantilePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new QuantileState(plan, 0, [.. plan.Columns.Numeric.Select(column => plan.Probabilities
            .Select(_ => new QuantileBracket(column.Minimum, column.Maximum, column.Minimum + (column.Width / 2), BracketStanding.Open)).ToImmutableArray())]);
    }

    /// <summary>The bracket of a column and a probability of the plan.</summary>
    /// <exception cref="ArgumentException">The plan asks no such quantile.</exception>
    public QuantileBracket Of(string column, double probability)
    {
        int index = Plan.Probabilities.IndexOf(probability);
        for (int numeric = 0; numeric < Brackets.Length && index >= 0; numeric++)
        {
            if (Plan.Columns.Numeric[numeric].Name == column)
                return Brackets[numeric][index];
        }

        throw new ArgumentException($"No quantile {probability} of a numeric column '{column}' was asked for.", nameof(probability));
    }
}
