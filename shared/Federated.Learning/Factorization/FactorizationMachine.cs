using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Solvers;
using Federated.Learning.State;

namespace Federated.Learning.Factorization;

/// <summary>
/// A factorisation machine of second order (Rendle 2010): w₀ + w·x + Σ_{i&lt;j} ⟨vᵢ, vⱼ⟩·xᵢ·xⱼ, the pairs in linear time as
/// ½ Σ_f [(Σᵢ v_if·xᵢ)² − Σᵢ (v_if·xᵢ)²] (lemma 3.1). Immutable. Saved as the F64 tensors <c>bias</c> [1], <c>weight</c> [columns] and <c>factor</c>
/// [columns, rank].
/// </summary>
public sealed class FactorizationMachine
{
    private const string Description = "factorisation machine";
    private readonly double[] _parameters;

    internal FactorizationMachine(double[] parameters, int columns, int rank)
    {
        _parameters = parameters;
        Columns = columns;
        Rank = rank;
    }

    /// <summary>Features a row.</summary>
    public int Columns { get; }

    /// <summary>Factors a feature.</summary>
    public int Rank { get; }

    /// <summary>w₀, then w, then v feature by feature: 1 + columns·(1 + rank) values.</summary>
    public ReadOnlySpan<double> Parameters => _parameters;

    /// <summary>Writes the value of each row: a prediction, or a logit.</summary>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    public void Predict(SparseRows rows, Span<float> values)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Columns != Columns)
            throw new ArgumentException($"The rows have {rows.Columns} columns; {Columns} were expected.", nameof(rows));
        CheckedRows.Output(values.Length, rows.Rows);
        var sums = new double[Rank];
        for (int row = 0; row < rows.Rows; row++)
            values[row] = (float)Value(_parameters, Columns, rows.ColumnsOf(row), rows.ValuesOf(row), sums);
    }

    /// <summary>Reads a model that <see cref="ToSnapshot"/> wrote.</summary>
    /// <exception cref="ModelMismatchException">A tensor is missing, misshapen or not finite.</exception>
    public static FactorizationMachine FromSnapshot(ModelSnapshot snapshot)
    {
        DoubleTensor bias = snapshot.Doubles(Description, "bias", 1).Sized(Description, 1), weights = snapshot.Doubles(Description, "weight", 1);
        DoubleTensor factors = snapshot.Doubles(Description, "factor", 2);
        factors = factors.Sized(Description, weights.Shape.Length, factors.Shape.Dimensions[1]);
        return new FactorizationMachine([bias.Values[0], .. weights.Values, .. factors.Values], weights.Shape.Length, factors.Shape.Dimensions[1]);
    }

    /// <summary>The parameters as named tensors.</summary>
    public ModelSnapshot ToSnapshot() => new(
    [
        new DoubleTensor("bias", new TensorShape(1), _parameters.AsSpan(0, 1)),
        new DoubleTensor("weight", new TensorShape(Columns), _parameters.AsSpan(1, Columns)),
        new DoubleTensor("factor", new TensorShape(Columns, Rank), _parameters.AsSpan(1 + Columns)),
    ]);

    /// <summary>The value of a row; leaves Σᵢ v_if·xᵢ in <paramref name="sums"/>.</summary>
    internal static double Value(ReadOnlySpan<double> parameters, int columns, ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<double> sums)
    {
        int rank = sums.Length;
        double value = parameters[0], squares = 0;
        sums.Clear();
        for (int index = 0; index < indices.Length; index++)
        {
            double x = values[index];
            value += parameters[1 + indices[index]] * x;
            ReadOnlySpan<double> factors = parameters.Slice(1 + columns + (indices[index] * rank), rank);
            for (int factor = 0; factor < rank; factor++)
            {
                double term = factors[factor] * x;
                sums[factor] += term;
                squares += term * term;
            }
        }

        double pairs = 0;
        foreach (double sum in sums)
            pairs += sum * sum;
        return value + ((pairs - squares) / 2);
    }

    internal static (double Loss, double Slope) LossOf(double value, double target, bool isLogistic) => isLogistic
        ? (Logistic.CrossEntropy(value, target), Logistic.Sigmoid(value) - target)
        : ((value - target) * (value - target) / 2, value - target);
}
