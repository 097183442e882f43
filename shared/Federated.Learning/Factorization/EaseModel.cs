using Federated.Learning.Kernels;
using Federated.Learning.Modules;
using Federated.Learning.Solvers;
using Federated.Learning.State;

namespace Federated.Learning.Factorization;

/// <summary>
/// EASE (Steck 2019, "Embarrassingly shallow autoencoders for sparse data"): a linear model B of items × items with a zero diagonal that restores each
/// user's items from the others, ‖X − X·B‖² + λ‖B‖² being least. With P = (XᵀX + λ·I)⁻¹ it is B_ij = −P_ij / P_jj (equation 8). A user's scores are x·B.
/// Immutable. Saved as the tensor <c>weight</c> [items, items], F32.
/// </summary>
public sealed class EaseModel
{
    private const string Description = "EASE model";
    private readonly float[] _weights;

    private EaseModel(float[] weights, int items)
    {
        _weights = weights;
        Items = items;
    }

    /// <summary>Number of items.</summary>
    public int Items { get; }

    /// <summary>B, row-major: row i is what having item i adds to every item's score.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>Fits the weights to the statistics of all users.</summary>
    /// <param name="statistics">Sum over all users.</param>
    /// <param name="penalty">λ, above zero, in users; 200 by default, more for more users.</param>
    /// <param name="workers">Threads; the calling one when left out.</param>
    /// <exception cref="ArgumentException">The penalty is not above zero.</exception>
    /// <exception cref="NotPositiveDefiniteException">The vector is no Gram matrix.</exception>
    public static EaseModel Fit(EaseStatistics statistics, double penalty = 200, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        if (!(penalty > 0 && double.IsFinite(penalty)))
            throw new ArgumentException($"The penalty is {penalty}; it is finite and above zero.", nameof(penalty));
        int items = statistics.Items;
        var gram = new double[items * items];
        PackedTriangle.Unpack(statistics.Vector, gram, items);
        for (int item = 0; item < items; item++)
            gram[(item * items) + item] += penalty;
        double[] inverse = Cholesky.Of(gram, items, workers).Inverse(workers);
        var weights = new float[items * items];
        for (int row = 0; row < items; row++)
        {
            for (int column = 0; column < items; column++)
                weights[(row * items) + column] = row == column ? 0 : (float)(-inverse[(row * items) + column] / inverse[(column * items) + column]);
        }

        return new EaseModel(weights, items);
    }

    /// <summary>Reads a model that <see cref="ToSnapshot"/> wrote.</summary>
    /// <exception cref="ModelMismatchException">The tensor is missing, not square or not finite.</exception>
    public static EaseModel FromSnapshot(ModelSnapshot snapshot)
    {
        SingleTensor weights = snapshot.Singles(Description, "weight", 2);
        int items = weights.Shape.Dimensions[0];
        return new EaseModel(weights.Sized(Description, items, items).Values.ToArray(), items);
    }

    /// <summary>The weights as a named tensor.</summary>
    public ModelSnapshot ToSnapshot() => new([new SingleTensor("weight", new TensorShape(Items, Items), _weights)]);

    /// <summary>Writes the score of every item for a user; those the user has already are scored too.</summary>
    /// <param name="items">The user's items.</param>
    /// <param name="values">Their values; all 1 when left out.</param>
    /// <param name="scores">One an item.</param>
    /// <exception cref="ArgumentException">An item is out of range or the lengths do not fit.</exception>
    public void Score(ReadOnlySpan<int> items, ReadOnlySpan<float> values, Span<float> scores)
    {
        ItemChecks.Check(items, values, Items);
        CheckedRows.Output(scores.Length, Items);
        scores.Clear();
        for (int index = 0; index < items.Length; index++)
        {
            float value = values.IsEmpty ? 1 : values[index];
            ReadOnlySpan<float> line = _weights.AsSpan(items[index] * Items, Items);
            for (int item = 0; item < line.Length; item++)
                scores[item] += value * line[item];
        }
    }
}
