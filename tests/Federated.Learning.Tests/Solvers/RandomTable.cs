using Federated.Learning.Randomness;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Learning.Tests.Solvers;

/// <summary>Random rows of a seed, and a cut of them into three parts, of which some may be empty.</summary>
internal sealed class RandomTable
{
    public const int Classes = 3;

    private RandomTable(int seed)
    {
        var generator = new SeededGenerator((ulong)seed);
        Columns = 1 + generator.NextBelow(20);
        Rows = (3 * Classes) + Columns + generator.NextBelow(600);
        Generator = generator;
        X = [.. Enumerable.Range(0, Rows * Columns).Select(_ => (float)(generator.NextDouble() * 2) - 1)];
        Weights = [.. Enumerable.Range(0, Rows).Select(_ => (float)generator.NextDouble() + 0.1f)];
        Labels = [.. Enumerable.Range(0, Rows).Select(row => row < Classes ? row : generator.NextBelow(Classes))];
        Targets = [.. Enumerable.Range(0, Rows).Select(row => X[row * Columns] + (float)generator.NextDouble())];
        TwoClasses = [.. Labels.Select(label => label == 0 ? 1f : 0f)];
        int first = generator.NextBelow(Rows + 1), second = generator.NextBelow(Rows + 1);
        Parts = [new Range(0, Math.Min(first, second)), new Range(Math.Min(first, second), Math.Max(first, second)), new Range(Math.Max(first, second), Rows)];
    }

    public SeededGenerator Generator { get; }

    public int Rows { get; }

    public int Columns { get; }

    public float[] X { get; }

    public float[] Targets { get; }

    public float[] TwoClasses { get; }

    public int[] Labels { get; }

    public float[] Weights { get; }

    public Range[] Parts { get; }

    /// <summary>Checks a law on many tables.</summary>
    public static void ForAll(Action<RandomTable> law, int tables = 30) => Prop.ForAll(
        Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => law(new RandomTable(seed))).Check(Config.QuickThrowOnFailure.WithMaxTest(tables));

    /// <summary>Values of a part of the rows.</summary>
    public ReadOnlySpan<float> XOf(Range part) => X.AsSpan()[(part.Start.Value * Columns)..(part.End.Value * Columns)];
}
