using Federated.Learning.State;

namespace Federated.Computations.Amounts;

/// <summary>
/// The state of an evaluation of amounts as a snapshot: no tensor before the round; afterwards the F64 tensors <c>figures</c> [8] (rows, √ mean squared error,
/// mean absolute error, mean predicted and actual, Gini, share of Gini, NaN where nothing is known; number of tenths) and <c>tenths</c> [3 · tenths] (rows, predicted, actual), absent
/// without tenths.
/// </summary>
public static class AmountEvaluationSnapshot
{
    private const int MostTenths = 10;
    private const int TenthWidth = 3;

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(AmountEvaluationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Result is not { } quality)
            return new ModelSnapshot([]);
        DoubleTensor figures = StateTensors.Tensor(
            "figures", quality.Rows, quality.RootMeanSquaredError, quality.MeanAbsoluteError, quality.MeanPredicted, quality.MeanActual, quality.Gini, quality.ShareOfGini,
            quality.Tenths.Length);
        double[] tenths = [.. quality.Tenths.SelectMany(tenth => new[] { tenth.Rows, tenth.Predicted, tenth.Actual })];
        return new ModelSnapshot(tenths.Length == 0 ? [figures] : [figures, StateTensors.Tensor("tenths", tenths)]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote under the same options.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a state, or holds a figure that none has.</exception>
    public static AmountEvaluationState Read(ModelSnapshot snapshot, AmountEvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(options);
        if (snapshot.Tensors.IsEmpty)
            return new AmountEvaluationState(options);
        double[] figures = StateTensors.FiguresOrNaN(snapshot, "figures", 8);
        int tenths = (int)StateTensors.Whole(figures[7], "number of tenths", 0, MostTenths);
        StateTensors.RequireCount(snapshot, tenths == 0 ? 1 : 2);
        if (figures[1..5].Any(figure => figure < 0) || figures[5..7].Any(figure => figure is < -1.001 or > 1.001))
            throw new ContributionException("The evaluation holds a negative amount or a Gini beyond ±1; ask for the state again.");
        double[] rows = tenths == 0 ? [] : StateTensors.Figures(snapshot, "tenths", tenths * TenthWidth);
        return new AmountEvaluationState(options, new AmountQuality(
            Rows(figures[0]), figures[1], figures[2], figures[3], figures[4], figures[5], figures[6],
            [.. rows.Chunk(TenthWidth).Select(tenth => new AmountTenth(Rows(tenth[0]), Amount(tenth[1]), Amount(tenth[2])))]));
    }

    private static long Rows(double figure) => StateTensors.Whole(figure, "number of rows", 0, 1L << 53);

    private static double Amount(double figure) => figure >= 0 ? figure : throw new ContributionException($"The evaluation holds the mean amount {figure}; ask for the state again.");
}
