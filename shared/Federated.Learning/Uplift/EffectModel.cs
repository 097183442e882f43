using Federated.Learning.Linear;
using Federated.Learning.Solvers;

namespace Federated.Learning.Uplift;

/// <summary>What a contact changes about a row's response: the response with it less the response without it, each a linear value or its logistic share. Immutable.</summary>
public sealed class EffectModel
{
    private readonly LinearModel _treated;
    private readonly LinearModel? _untreated;
    private readonly bool _isShare;

    private EffectModel(LinearModel treated, LinearModel? untreated, bool isShare) => (_treated, _untreated, _isShare) = (treated, untreated, isShare);

    /// <summary>Inputs of a row.</summary>
    public int Columns => _treated.Weights.Length;

    /// <summary>The difference of two models of the response.</summary>
    /// <param name="treated">Of a row that was contacted.</param>
    /// <param name="untreated">Of a row that was not; as many columns.</param>
    /// <param name="isShare">Whether the models give logits of shares; otherwise they give the response itself.</param>
    /// <exception cref="ArgumentException">The models have different columns.</exception>
    public static EffectModel OfResponses(LinearModel treated, LinearModel untreated, bool isShare)
    {
        ArgumentNullException.ThrowIfNull(treated);
        ArgumentNullException.ThrowIfNull(untreated);
        return treated.Weights.Length == untreated.Weights.Length
            ? new EffectModel(treated, untreated, isShare)
            : throw new ArgumentException($"The models take {treated.Weights.Length} and {untreated.Weights.Length} columns; both must take the same.", nameof(untreated));
    }

    /// <summary>A model of the effect itself.</summary>
    public static EffectModel OfEffect(LinearModel effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        return new EffectModel(effect, null, isShare: false);
    }

    /// <summary>The effect on each row.</summary>
    /// <param name="rows">Row-major, <see cref="Columns"/> wide, finite.</param>
    /// <exception cref="ArgumentException">The values do not fill rows, or one is not finite.</exception>
    public double[] Effects(ReadOnlySpan<float> rows)
    {
        var effects = new double[CheckedRows.Count(rows, Columns)];
        for (int row = 0; row < effects.Length; row++)
        {
            ReadOnlySpan<float> values = rows.Slice(row * Columns, Columns);
            effects[row] = Response(_treated, values) - (_untreated is null ? 0 : Response(_untreated, values));
        }

        return effects;
    }

    /// <summary>How much the effect on a row grows with each of its inputs: the derivative there.</summary>
    /// <param name="row">One row.</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    public double[] Slopes(ReadOnlySpan<float> row)
    {
        if (row.Length != Columns)
            throw new ArgumentException($"The row has {row.Length} values; the model takes {Columns}.", nameof(row));
        double of = Steepness(_treated, row), less = _untreated is null ? 0 : Steepness(_untreated, row);
        var slopes = new double[Columns];
        for (int column = 0; column < slopes.Length; column++)
            slopes[column] = (_treated.Weights[column] * of) - (less == 0 ? 0 : _untreated!.Weights[column] * less);
        return slopes;
    }

    private double Response(LinearModel model, ReadOnlySpan<float> row) => _isShare ? 1 / (1 + Math.Exp(-model.ValueOf(row))) : model.ValueOf(row);

    private double Steepness(LinearModel model, ReadOnlySpan<float> row) => _isShare && Response(model, row) is var share ? share * (1 - share) : 1;
}
