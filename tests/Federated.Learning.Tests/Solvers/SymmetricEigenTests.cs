using Federated.Learning.Randomness;
using Federated.Learning.Solvers;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Learning.Tests.Solvers;

public sealed class SymmetricEigenTests
{
    [Fact]
    public void Of_AnySymmetricMatrix_RebuildsIt()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), Gen.Choose(1, 20).ToArbitrary(), (seed, size) =>
        {
            var generator = new SeededGenerator(seed);
            var matrix = new double[size * size];
            for (int row = 0; row < size; row++)
            {
                for (int column = 0; column <= row; column++)
                    matrix[(row * size) + column] = matrix[(column * size) + row] = (generator.NextDouble() * 2) - 1;
            }

            SymmetricEigen eigen = SymmetricEigen.Of(matrix, size);
            for (int row = 0; row < size; row++)
            {
                for (int column = 0; column < size; column++)
                {
                    double rebuilt = 0, product = 0;
                    for (int place = 0; place < size; place++)
                    {
                        rebuilt += eigen.Values[place] * eigen.Vector(place)[row] * eigen.Vector(place)[column];
                        product += eigen.Vector(row)[place] * eigen.Vector(column)[place];
                    }

                    Assert.Equal(matrix[(row * size) + column], rebuilt, 1e-12);
                    Assert.Equal(row == column ? 1 : 0, product, 1e-12);
                }
            }

            Assert.Equal(eigen.Values.ToArray().OrderDescending(), eigen.Values.ToArray());
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Of_SmallEigenvalues_KeepTheirDigits()
    {
        // The determinant, and so the product of both eigenvalues, is 6·10⁻¹⁰.
        double s = 1e-3;
        SymmetricEigen eigen = SymmetricEigen.Of([6, s, s, 1e-10 + (s * s / 6)], 2);
        Assert.Equal(6 * 1e-10 / eigen.Values[0], eigen.Values[1], 1e-19);
    }

    [Fact]
    public void Of_ZerosAndDiagonals_NeedNoTurn()
    {
        Assert.Equal(new double[] { 0, 0, 0 }, SymmetricEigen.Of(new double[9], 3).Values.ToArray());
        SymmetricEigen eigen = SymmetricEigen.Of([1, 0, 0, 5], 2);
        Assert.Equal(new[] { 5.0, 1 }, eigen.Values.ToArray());
        Assert.Equal(new[] { 0.0, 1 }, eigen.Vector(0).ToArray());
    }

    [Fact]
    public void Of_MatrixThatIsNone_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Of([1, 2, 3], 2));
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Of([1, 0, double.NaN, 1], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => SymmetricEigen.Of([], 0));
    }
}
