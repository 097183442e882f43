using System.Collections.Immutable;
using Federated.Learning.Factorization;

namespace Federated.Tasks.Text;

/// <summary>
/// Rows of text for a linear model: signed sublinear counts ±(1 + ln|n|), times the inverse document frequency of the bucket over all nodes' texts, scaled to
/// Euclidean length 1 (Manning, Raghavan and Schütze 2008, chapter 6). A text without a known bucket is an empty row.
/// </summary>
public sealed class TextWeighting
{
    private readonly TextHasher _hasher;
    private readonly ImmutableArray<float> _weights;

    /// <summary>Takes the joint weights of the buckets.</summary>
    /// <param name="options">How the texts were hashed.</param>
    /// <param name="weights">Inverse document frequency of each bucket, zero or more and finite; 0 drops the bucket.</param>
    /// <exception cref="ArgumentException">Not one weight a bucket, or a weight out of range.</exception>
    public TextWeighting(TextOptions options, ImmutableArray<float> weights)
    {
        _hasher = new TextHasher(options);
        if (weights.IsDefault || weights.Length != options.Buckets)
            throw new ArgumentException($"{(weights.IsDefault ? 0 : weights.Length)} weights were given for {options.Buckets} buckets.", nameof(weights));
        if (weights.Any(weight => !(weight >= 0 && float.IsFinite(weight))))
            throw new ArgumentException("A bucket's weight is negative or not finite.", nameof(weights));
        Options = options;
        _weights = weights;
    }

    /// <summary>How the texts are hashed.</summary>
    public TextOptions Options { get; }

    /// <summary>The features of one text: each occurrence with its share of its bucket's value, so that the shares in a bucket add up to that value.</summary>
    internal IReadOnlyList<(TextGram Gram, double Share)> Shares(string text)
    {
        SparseRows row = Rows([text]);
        Dictionary<int, float> values = row.ColumnsOf(0).ToArray().Zip(row.ValuesOf(0).ToArray()).ToDictionary();
        List<TextGram> grams = _hasher.Grams(text);
        Dictionary<int, int> counts = grams.GroupBy(gram => gram.Bucket).ToDictionary(bucket => bucket.Key, bucket => bucket.Sum(gram => gram.Sign));
        return [.. grams.Where(gram => values.ContainsKey(gram.Bucket)).Select(gram => (gram, (double)values[gram.Bucket] * gram.Sign / counts[gram.Bucket]))];
    }

    /// <summary>One row a text, one column a bucket.</summary>
    public SparseRows Rows(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        List<int> rows = [], columns = [];
        List<float> values = [];
        for (int row = 0; row < texts.Count; row++)
        {
            int first = values.Count;
            double squares = 0;
            foreach ((int bucket, int count) in _hasher.Count(texts[row]))
            {
                if (_weights[bucket] == 0)
                    continue;
                double value = Math.Sign(count) * (1 + Math.Log(Math.Abs(count))) * _weights[bucket];
                rows.Add(row);
                columns.Add(bucket);
                values.Add((float)value);
                squares += value * value;
            }

            for (int index = first; index < values.Count; index++)
                values[index] = (float)(values[index] / Math.Sqrt(squares));
        }

        return SparseRows.FromTriples(texts.Count, Options.Buckets, [.. rows], [.. columns], [.. values]);
    }
}
