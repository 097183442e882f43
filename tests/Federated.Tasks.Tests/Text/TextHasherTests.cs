using System.Globalization;
using Federated.Learning.Factorization;
using Federated.Learning.Randomness;
using Federated.Tasks.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Tasks.Tests.Text;

public sealed class TextHasherTests
{
    private static readonly TextOptions WordsAlone = new() { Buckets = 1 << 18, WordGrams = 1, LongestCharacters = 0 };

    [Theory]
    [InlineData("Don't STOP", "dont stop")]
    [InlineData("ＧＯＯＤ，ﬁne", "good fine")]
    [InlineData("naïve\u200bcafé", "naïve\u0000cafe\u0301")]
    [InlineData("很好。服务", "很好，服务")]
    [InlineData("ｶﾞｷﾞ", "ガギ")]
    public void Count_TextsThatReadTheSame_AreTheSame(string one, string other)
    {
        var hasher = new TextHasher(new TextOptions());
        Assert.Equal(hasher.Count(one), hasher.Count(other));
        Assert.NotEmpty(hasher.Count(one));
    }

    [Fact]
    public void Count_KnownText_HasTheBucketsOfTheFormat()
    {
        // FNV-1a and the finaliser, worked out by a few lines of python: a change here breaks every released model.
        IReadOnlyList<KeyValuePair<int, int>> counts = new TextHasher(WordsAlone).Count("good good 坏");
        Assert.Equal([(50_335, 2), (76_225, -1)], counts.Select(count => (count.Key, count.Value)).Order());
    }

    [Fact]
    public void Count_Chinese_HasSingleCharactersPairsAndTriples()
        => Assert.Equal(4 + 3 + 2, new TextHasher(WordsAlone).Count("服务很好").Count);

    [Fact]
    public void Count_OneWord_HasItselfAndItsSequencesOfCharacters()
    {
        // |good|: 4 of three characters, 3 of four, 2 of five, and the word.
        Assert.Equal(10, new TextHasher(new TextOptions { Buckets = 1 << 18 }).Count("good").Count);
    }

    [Fact]
    public void Count_HostileTexts_AreBounded()
    {
        var hasher = new TextHasher(new TextOptions());
        string[] hostile =
        [
            new string('a', 5_000_000), new string('\uFDFA', 100_000), string.Concat(Enumerable.Repeat("a\u0301\u0323", 50_000)), new string('\uD800', 50_000),
            new string('\0', 100_000), new string('漢', 100_000), "", "\u0301", "'''", "\u202Eabc",
        ];
        foreach (string text in hostile)
        {
            IReadOnlyList<KeyValuePair<int, int>> counts = hasher.Count(text);
            Assert.InRange(counts.Count, 0, 1 << 14);
            Assert.All(counts, count => Assert.InRange(Math.Abs(count.Value), 1, 20 * 6 * 16_384));
        }
    }

    [Fact]
    public void Count_AnyText_StaysWithinTheBuckets()
    {
        var hasher = new TextHasher(new TextOptions { Buckets = 1024 });
        Prop.ForAll(Gen.Choose(0, 0xFFFF).Select(code => (char)code).ArrayOf().ToArbitrary(), characters =>
        {
            IReadOnlyList<KeyValuePair<int, int>> counts = hasher.Count(characters);
            return counts.All(count => count.Key is >= 0 and < 1024 && count.Value != 0) && counts.Zip(counts.Skip(1)).All(pair => pair.First.Key < pair.Second.Key);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Count_ManyFeatures_SpreadOverBucketsAndSigns()
    {
        var hasher = new TextHasher(new TextOptions { Buckets = 1024, WordGrams = 1, LongestCharacters = 0 });
        var generator = new SeededGenerator(1);
        int[] buckets = new int[1024];
        int positive = 0;
        for (int word = 0; word < 20_480; word++)
        {
            KeyValuePair<int, int> count = hasher.Count(generator.NextBits().ToString("x16", CultureInfo.InvariantCulture)).Single();
            buckets[count.Key]++;
            positive += count.Value > 0 ? 1 : 0;
        }

        // χ² of 1,023 degrees of freedom, and a fair coin, within five standard deviations.
        Assert.InRange(buckets.Sum(count => (count - 20.0) * (count - 20) / 20), 1023 - (5 * 45.2), 1023 + (5 * 45.2));
        Assert.InRange(positive, 10_240 - (5 * 72), 10_240 + (5 * 72));
    }

    [Fact]
    public void Rows_Texts_HaveLengthOneAndTheWeightsOfTheirBuckets()
    {
        float[] weights = [.. Enumerable.Range(0, 1024).Select(bucket => bucket % 3)];
        var weighting = new TextWeighting(new TextOptions { Buckets = 1024 }, [.. weights]);
        SparseRows rows = weighting.Rows(["good service", "", "很好", "good good good service"]);

        Assert.Equal((4, 1024), (rows.Rows, rows.Columns));
        Assert.Empty(rows.ColumnsOf(1).ToArray());
        foreach (int row in new[] { 0, 2, 3 })
        {
            Assert.Equal(1, rows.ValuesOf(row).ToArray().Sum(value => (double)value * value), 1e-6);
            Assert.DoesNotContain(rows.ColumnsOf(row).ToArray(), column => column % 3 == 0);
        }

        Assert.Throws<ArgumentException>(() => new TextWeighting(new TextOptions { Buckets = 1024 }, [.. weights[1..]]));
        Assert.Throws<ArgumentException>(() => new TextWeighting(new TextOptions { Buckets = 1024 }, [float.NaN, .. weights[1..]]));
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new TextHasher(new TextOptions { Buckets = 1000 }));
        Assert.Throws<ArgumentException>(() => new TextHasher(new TextOptions { Buckets = 1 << 19 }));
        Assert.Throws<ArgumentException>(() => new TextHasher(new TextOptions { ShortestCharacters = 6 }));
        Assert.Throws<ArgumentException>(() => new TextHasher(new TextOptions { WordGrams = 0 }));
    }
}
