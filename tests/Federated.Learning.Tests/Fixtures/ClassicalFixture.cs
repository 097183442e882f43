using System.Text.Json;

namespace Federated.Learning.Tests.Fixtures;

/// <summary>What scikit-learn made of small data sets; <c>classical/make_classical.py</c> wrote it.</summary>
internal static class ClassicalFixture
{
    public const int Columns = 4;

    private static readonly JsonElement Root = Read();

    public static float[] X => Singles("x");

    public static float[] Target => Singles("target");

    public static float[] Label => Singles("label");

    public static int[] Kind => Labels("kind");

    public static float[] Weight => Singles("weight");

    public static float[] Counts => Singles("counts");

    public static float[] Points => Singles("points");

    public static double[] Doubles(params string[] path) => [.. Find(path).EnumerateArray().Select(value => value.GetDouble())];

    public static float[] Singles(params string[] path) => [.. Doubles(path).Select(value => (float)value)];

    public static int[] Labels(params string[] path) => [.. Doubles(path).Select(value => (int)value)];

    public static double Number(params string[] path) => Find(path).GetDouble();

    /// <summary>Fails unless every value is within the tolerance of the expected one, relative to it where it is above 1.</summary>
    public static void AssertClose(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int index = 0; index < expected.Count; index++)
        {
            double error = Math.Abs(expected[index] - actual[index]) / Math.Max(1, Math.Abs(expected[index]));
            Assert.True(error <= tolerance, $"Value {index} is {actual[index]:R}; {expected[index]:R} was expected, an error of {error:E2}.");
        }
    }

    /// <summary>Labels renamed in the order of their first appearance.</summary>
    public static int[] Canonical(ReadOnlySpan<int> labels)
    {
        var names = new Dictionary<int, int>();
        var renamed = new int[labels.Length];
        for (int row = 0; row < labels.Length; row++)
        {
            if (!names.TryGetValue(labels[row], out renamed[row]))
                names.Add(labels[row], renamed[row] = names.Count);
        }

        return renamed;
    }

    private static JsonElement Find(string[] path) => path.Aggregate(Root, (element, name) => element.GetProperty(name));

    private static JsonElement Read() => JsonDocument.Parse(FixtureFile.Bytes("classical", "classical.json")).RootElement;
}
