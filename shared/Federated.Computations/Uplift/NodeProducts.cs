using Federated.Learning.Experiments;
using Federated.Learning.Solvers;

namespace Federated.Computations.Uplift;

/// <summary>One node's sums: its means and, from them, what it contributes. With p features z = (x, t, 1, y).</summary>
internal sealed class NodeProducts
{
    private readonly double[] _raw;
    private readonly int _columns;

    public NodeProducts(ITrialSums data, TrialOptions options)
    {
        _columns = data.Columns == options.Columns
            ? data.Columns
            : throw new ContributionException($"The rows have {data.Columns} features; the job's have {options.Columns}. Encode the rows as the job's features say.");
        _raw = new double[2 + PackedTriangle.Length(_columns + 3)];
        data.Add(options.FeatureBound, _raw);
    }

    public double Rows => _raw[0];

    private int One => _columns + 1;

    private int Response => _columns + 2;

    /// <summary>Mean of a feature, or of the contact when the column is the one after the features.</summary>
    public double Mean(int column) => Rows > 0 ? Product(column, One) / Rows : 0;

    public double MeanResponse => Rows > 0 ? Product(Response, One) / Rows : 0;

    /// <summary>Writes the contribution of the first round; see <see cref="TrialLayout"/>.</summary>
    public void Write(TrialLayout layout, Span<double> into)
    {
        int size = _columns + 2;
        for (int row = 0, index = 0; row < size; row++)
        {
            int from = row <= _columns ? row : Response;
            for (int column = 0; column <= row; column++, index++)
            {
                int to = column <= _columns ? column : Response;
                into[index] = Rows > 0 ? Product(from, to) - (Product(from, One) * Product(to, One) / Rows) : 0;
            }
        }

        double treated = Product(_columns, One), sum = Product(Response, _columns), squares = _raw[^1];
        var of = new ArmFigures((long)treated, sum, squares);
        var rest = new ArmFigures((long)(Rows - treated), Product(Response, One) - sum, Product(Response, Response) - squares);
        ReadOnlySpan<double> arms = [of.Rows, of.Sum, of.Squares, rest.Rows, rest.Sum, rest.Squares];
        arms.CopyTo(into[layout.Arms..]);
        if (of.Rows < 2 || rest.Rows < 2)
            return;
        into[layout.Compared] = Rows;
        into[layout.Compared + 1] = Rows * (of.Mean - rest.Mean);
        into[layout.Compared + 2] = Rows * Rows * (of.SquaredError + rest.SquaredError);
    }

    private double Product(int row, int column) => _raw[1 + PackedTriangle.Index(row, column)];
}
